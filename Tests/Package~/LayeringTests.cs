using System.Text.RegularExpressions;
using Mono.Cecil;

namespace Ojousama.Tests.Package;

/// <summary>Which namespace may use which: the tables in architecture.md are held against the compiled assemblies.</summary>
public sealed partial class LayeringTests
{
    const string Page = "Documentation~/architecture.md", Prefix = "Ojousama.";

    /// <summary>Each layer, in the document's order, and those that it may use. Whatever lies below a namespace belongs to it, unless it has a row of its own.</summary>
    static readonly (string Name, string[] MayUse)[] s_layers = Row().Matches(File.ReadAllText(Path.Combine(PackageFolder.Root, Page)))
        .Select(row => (row.Groups["name"].Value, Name().Matches(row.Groups["uses"].Value).Select(m => m.Groups[1].Value).ToArray()))
        .ToArray();

    [Test]
    public void ALayerUsesOnlyThoseAboveIt()
    {
        var seen = new HashSet<string>();
        Assert.Multiple(() =>
        {
            Assert.That(s_layers, Is.Not.Empty);
            foreach (var (name, mayUse) in s_layers)
            {
                Assert.That(mayUse.Where(used => !seen.Contains(used)), Is.Empty, $"{Page}: {name} may use these, which do not stand above it");
                Assert.That(seen.Add(name), $"{Page}: {name} stands there twice");
            }
        });
    }

    [TestCase("Ojousama.Plugin")]
    [TestCase("Ojousama.Plugin.Unity")]
    [TestCase("Ojousama.Studio")]
    public void NoNamespaceUsesWhatItsLayerMayNot(string assembly)
    {
        var mayUse = s_layers.ToDictionary(layer => layer.Name, layer => layer.MayUse);
        using var module = ModuleDefinition.ReadModule(Path.Combine(AppContext.BaseDirectory, assembly + ".dll"));
        var wrong = new SortedSet<string>();
        foreach (TypeDefinition type in module.GetTypes())
        {
            if (LayerOf(type) is not { } layer)
                continue;
            foreach (TypeReference used in UsedBy(type))
            {
                if (LayerOf(used) is { } other && other != layer && !mayUse[layer].Contains(other) && (IsOfStudio(other) || !IsOfStudio(layer)))
                    wrong.Add($"{layer} → {other}: {Outermost(type).Name} uses {Outermost(used).Name}");
            }
        }

        Assert.That(wrong, Is.Empty, $"Move the type, or allow it in {Page}");
    }

    /// <summary>Null for what is everybody's: the root namespace, and what is not ours.</summary>
    static string? LayerOf(TypeReference type)
    {
        string full = Outermost(type).Namespace;
        if (!full.StartsWith(Prefix, StringComparison.Ordinal))
            return null;
        for (string name = full[Prefix.Length..]; name.Length > 0; name = name[..Math.Max(0, name.LastIndexOf('.'))])
        {
            if (s_layers.Any(layer => layer.Name == name))
                return name;
        }

        return s_isElsewhere.Any(other => full.StartsWith(Prefix + other, StringComparison.Ordinal)) ? null : throw new InvalidOperationException($"{Page} has no row for {full}");
    }

    /// <summary>The Studio may use all of the runtime.</summary>
    static bool IsOfStudio(string layer) => layer.StartsWith("Studio.", StringComparison.Ordinal);

    /// <summary>Programs beside these, which have no table.</summary>
    static readonly string[] s_isElsewhere = ["UnityYaml", "Player", "Tests"];

    static TypeReference Outermost(TypeReference type)
    {
        while (type.DeclaringType != null)
            type = type.DeclaringType;
        return type;
    }

    static IEnumerable<TypeReference> UsedBy(TypeDefinition type)
    {
        var used = new List<TypeReference?> { type.BaseType };
        used.AddRange(type.Interfaces.Select(i => i.InterfaceType));
        used.AddRange(type.GenericParameters.SelectMany(p => p.Constraints).Select(c => c.ConstraintType));
        used.AddRange(type.Fields.Select(f => f.FieldType));
        used.AddRange(type.CustomAttributes.Concat(type.Fields.SelectMany(f => f.CustomAttributes)).Select(a => a.AttributeType));
        foreach (MethodDefinition method in type.Methods)
        {
            AddMethod(method);
            used.AddRange(method.CustomAttributes.Select(a => a.AttributeType));
            if (!method.HasBody)
                continue;
            used.AddRange(method.Body.Variables.Select(v => v.VariableType));
            used.AddRange(method.Body.ExceptionHandlers.Select(h => h.CatchType));
            foreach (object operand in method.Body.Instructions.Select(i => i.Operand))
            {
                switch (operand)
                {
                    case TypeReference reference:
                        used.Add(reference);
                        break;
                    case FieldReference field:
                        used.Add(field.DeclaringType);
                        used.Add(field.FieldType);
                        break;
                    case MethodReference called:
                        used.Add(called.DeclaringType);
                        AddMethod(called);
                        break;
                }
            }
        }

        return used.OfType<TypeReference>().SelectMany(Parts);

        void AddMethod(MethodReference method)
        {
            used.Add(method.ReturnType);
            used.AddRange(method.Parameters.Select(p => p.ParameterType));
            if (method is GenericInstanceMethod generic)
                used.AddRange(generic.GenericArguments);
        }
    }

    /// <summary>The named types that a type is made of: of arrays, pointers, functions and generic arguments too.</summary>
    static IEnumerable<TypeReference> Parts(TypeReference type) => type switch
    {
        GenericParameter => [],
        GenericInstanceType generic => generic.GenericArguments.SelectMany(Parts).Prepend(generic.ElementType),
        FunctionPointerType function => function.Parameters.Select(p => p.ParameterType).Append(function.ReturnType).SelectMany(Parts),
        TypeSpecification made => Parts(made.ElementType),
        _ => [type],
    };

    [GeneratedRegex(@"^\| `(?<name>[A-Z][\w.]+)` \| (?<uses>(?:—|`[A-Z][\w.]+`(?:, `[A-Z][\w.]+`)*)) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Name();
}
