using System;
using System.Collections.Generic;

namespace Ojousama.Story
{
    /// <summary>Collects what a script says of its variables, in any order, and makes the table of it once all files are in.</summary>
    internal sealed class VariableCollector
    {
        readonly Dictionary<string, Declaration> _declarations = new Dictionary<string, Declaration>();
        readonly List<(string Name, ValueKind Kind, SourcePlace Place)> _inferred = new List<(string, ValueKind, SourcePlace)>();
        readonly List<Instruction.Set> _sets = new List<Instruction.Set>();

        public EnumTable Enums { get; } = new EnumTable();

        public void Add(Declaration declaration)
        {
            if (_declarations.TryGetValue(declaration.Name, out Declaration? other))
                throw declaration.Place.Error(
                    $"${declaration.Name} is declared on line {other.Place.Line} of {other.Place.File} already", "Keep one <<declare>>, and use <<set>> elsewhere");
            if (declaration.Value.IsLiteral && declaration.KindIn(Enums) is ValueKind kind)
                declaration.Value.CheckIs(kind, new Variables(Enums)); // at once, so that the first mistake is told first
            _declarations.Add(declaration.Name, declaration);
        }

        public void Add(Instruction.Set set) => _sets.Add(set);

        /// <summary>A variable that a talk sets.</summary>
        public void Infer(string name, ValueKind kind, SourcePlace place) => _inferred.Add((name, kind, place));

        /// <exception cref="OjousamaException">They do not fit together.</exception>
        public Variables Build()
        {
            var variables = new Variables(Enums);
            foreach (Declaration declaration in _declarations.Values)
                Declare(declaration, variables);
            foreach (var (name, kind, place) in _inferred)
            {
                RefuseSmart(name, place, variables);
                variables.Infer(name, kind);
                variables.TryKind(name, out ValueKind known);
                if (known != kind)
                    throw place.Error($"${name} holds another kind of value elsewhere", "Name another variable");
            }

            InferFromSets(variables);
            foreach (Declaration declaration in _declarations.Values)
            {
                if (declaration.KindName.Length == 0)
                    declaration.Value.Check(variables);
                else
                    declaration.Value.CheckIs(declaration.KindIn(Enums) ?? throw declaration.UnknownKind(), variables);
            }

            return variables;
        }

        static void Declare(Declaration declaration, Variables variables)
        {
            string name = declaration.Name;
            bool isBuiltIn = variables.TryKind(name, out ValueKind known);
            if (!declaration.Value.IsConstant && !isBuiltIn)
            {
                variables.DeclareSmart(name, declaration.Value);
                return;
            }

            if (!declaration.Value.IsConstant)
                throw declaration.Place.Error($"talks set ${name}, so that it cannot be a formula", "Give it a first value, or name another variable");
            if (isBuiltIn)
                declaration.Value.CheckIs(known, variables);
            else if (declaration.KindIn(variables.Enums) is ValueKind kind)
                declaration.Value.CheckIs(kind, variables);
            else
                declaration.Value.Check(variables);
            variables.Declare(name, declaration.Value.Evaluate(variables, new Saving.GameState()));
        }

        /// <summary>A variable that is only set gets the kind of what it is set to, which may hang on other variables.</summary>
        void InferFromSets(Variables variables)
        {
            for (bool isNew = true; isNew;)
            {
                isNew = false;
                foreach (Instruction.Set set in _sets)
                {
                    if (variables.IsKnown(set.Name))
                        continue;
                    try
                    {
                        variables.Infer(set.Name, set.Operand.Check(variables));
                        isNew = true;
                    }
                    catch (OjousamaException)
                    {
                        // It names a variable that another set may give a kind yet; if none does, the check that follows tells.
                    }
                }
            }

            foreach (Instruction.Set set in _sets)
            {
                RefuseSmart(set.Name, set.Place, variables);
                if (!variables.IsKnown(set.Name))
                    set.Operand.Check(variables);
            }
        }

        static void RefuseSmart(string name, SourcePlace place, Variables variables)
        {
            if (variables.IsSmart(name))
                throw place.Error(
                    $"${name} is declared as a formula, which is worked out at each use; it cannot be set", $"Declare a plain first value: <<declare ${name} = 0>>");
        }

        /// <summary>&lt;&lt;declare $name = value as kind&gt;&gt;.</summary>
        internal sealed class Declaration
        {
            readonly SourcePlace _kindPlace;

            public Declaration(string name, Formula value, string kind, SourcePlace kindPlace, SourcePlace place)
            {
                Name = name;
                Value = value;
                KindName = kind;
                _kindPlace = kindPlace;
                Place = place;
            }

            public string Name { get; }

            public Formula Value { get; }

            /// <summary>Empty if it is not said.</summary>
            public string KindName { get; }

            public SourcePlace Place { get; }

            /// <summary>Null if it is not said, or an enum that is not read yet.</summary>
            public ValueKind? KindIn(EnumTable enums) => KindName.ToLowerInvariant() switch
            {
                "number" => ValueKind.Number,
                "bool" => ValueKind.Truth,
                "string" => ValueKind.Text,
                _ => enums.TryGet(KindName, out Enumeration found) ? found.Kind : (ValueKind?)null,
            };

            public OjousamaException UnknownKind() => _kindPlace.Error($"“{KindName}” is no kind of value", "Write number, bool, string, or the name of an enum");
        }
    }
}
