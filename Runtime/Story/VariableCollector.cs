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
            bool IsNew(Func<Instruction.Set, ValueKind?> kindOf)
            {
                bool isNew = false;
                foreach (Instruction.Set set in _sets)
                {
                    if (variables.IsKnown(set.Name) || !(kindOf(set) is ValueKind kind))
                        continue;
                    variables.Infer(set.Name, kind);
                    isNew = true;
                }

                return isNew;
            }

            // A set may name a variable that another set gives a kind; if none does, its own name may be all that is missing. Else the check that follows tells.
            while (IsNew(set => KindOf(set.Operand, variables)) || IsNew(set => OwnKind(set, variables)))
            {
            }

            foreach (Instruction.Set set in _sets)
            {
                RefuseSmart(set.Name, set.Place, variables);
                if (!variables.IsKnown(set.Name))
                    set.Operand.Check(variables);
            }
        }

        /// <returns>Null if it does not fit together yet.</returns>
        static ValueKind? KindOf(Formula formula, Variables variables)
        {
            try
            {
                return formula.Check(variables);
            }
            catch (OjousamaException)
            {
                return null;
            }
        }

        /// <summary>Of a variable that is set by itself, as <c>$x = $x + 1</c>: the one kind that goes in and comes out.</summary>
        static ValueKind? OwnKind(Instruction.Set set, Variables variables)
        {
            var fitting = new List<ValueKind>();
            foreach (ValueKind kind in new[] { ValueKind.Number, ValueKind.Truth, ValueKind.Text })
            {
                variables.Infer(set.Name, kind);
                if (KindOf(set.Operand, variables) == kind)
                    fitting.Add(kind);
                variables.Forget(set.Name);
            }

            return fitting.Count == 1 ? fitting[0] : (ValueKind?)null;
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
