using System.Collections.Generic;
using System.Linq;

namespace Ojousama.Story
{
    /// <summary>The enums of a script: each is a kind of value of its own.</summary>
    internal sealed class EnumTable
    {
        readonly Dictionary<string, Enumeration> _byName = new Dictionary<string, Enumeration>();

        public Enumeration Begin(string name, SourcePlace place)
        {
            if (_byName.TryGetValue(name, out Enumeration? other))
                throw place.Error($"the enum {name} stands on line {other.Place.Line} of {other.Place.File} already", "Give each enum a name of its own");
            return _byName[name] = new Enumeration(name, (ValueKind)((int)ValueKind.Text + 1 + _byName.Count), place);
        }

        public bool TryGet(string name, out Enumeration found) => _byName.TryGetValue(name, out found!);

        /// <summary>The enum whose values have this kind; null if it is no enum's.</summary>
        public Enumeration? Of(ValueKind kind) => _byName.Values.FirstOrDefault(e => e.Kind == kind);

        public IReadOnlyList<Enumeration> With(string @case) => _byName.Values.Where(e => e.Cases.ContainsKey(@case)).ToArray();
    }

    /// <summary>One of them: <c>&lt;&lt;enum Food&gt;&gt;</c>, its cases, <c>&lt;&lt;endenum&gt;&gt;</c>.</summary>
    internal sealed class Enumeration
    {
        readonly Dictionary<string, Value> _cases = new Dictionary<string, Value>();
        bool _isNumbered; // by itself

        public Enumeration(string name, ValueKind kind, SourcePlace place)
        {
            Name = name;
            Kind = kind;
            Place = place;
        }

        public string Name { get; }

        public ValueKind Kind { get; }

        public SourcePlace Place { get; }

        /// <summary>What its values are to lines, to functions and to the state: a number or a text.</summary>
        public ValueKind RawKind { get; private set; }

        public IReadOnlyDictionary<string, Value> Cases => _cases;

        /// <param name="name">Of the case.</param>
        /// <param name="raw">Its value as the state keeps it; null for its number from 0.</param>
        /// <param name="place">For errors.</param>
        public void Add(string name, Value? raw, SourcePlace place)
        {
            if (_cases.ContainsKey(name))
                throw place.Error($"{Name} has the case {name} already", "Keep one");
            if (raw is Value value && value.Kind != ValueKind.Number && value.Kind != ValueKind.Text)
                throw place.Error("the value of a case is a number or a text", $"Write <<case {name} = 1>> or <<case {name} = \"{name}\">>");
            if (_cases.Count == 0)
                (_isNumbered, RawKind) = (raw == null, raw?.Kind ?? ValueKind.Number);
            if (_isNumbered != (raw == null))
                throw place.Error($"some cases of {Name} have a value and some have none", "Give each a value, or none");
            if (raw is Value known && known.Kind != RawKind)
                throw place.Error($"the cases of {Name} mix numbers and texts", "Give all of them numbers, or all texts");
            Value made = (raw ?? Value.Of(_cases.Count)).As(Kind);
            if (_cases.ContainsValue(made))
                throw place.Error($"another case of {Name} has the same value", "Give each a value of its own");
            _cases.Add(name, made);
        }
    }

    /// <summary>A case in a formula: <c>Food.Apple</c>, or <c>.Apple</c> where it is clear of which enum.</summary>
    internal sealed class CaseReference : Formula
    {
        readonly string _enum, _case;
        Value? _value; // found by the check

        public CaseReference(SourcePlace place, string name)
            : base(place)
        {
            int dot = name.IndexOf('.');
            _enum = name.Substring(0, dot);
            _case = name.Substring(dot + 1);
        }

        public override bool IsConstant => true;

        public override ValueKind Check(Variables variables)
        {
            if (_value == null && _enum.Length > 0)
            {
                if (!variables.Enums.TryGet(_enum, out Enumeration named))
                    throw Place.Error($"there is no enum {_enum}", "Write <<enum …>> for it, or put quotation marks around a text");
                Bind(named);
            }
            else if (_value == null)
            {
                IReadOnlyList<Enumeration> found = variables.Enums.With(_case);
                if (found.Count != 1)
                    throw Place.Error(
                        found.Count == 0 ? $"no enum has the case {_case}" : $".{_case} may be {string.Join(" or ", found.Select(e => $"{e.Name}.{_case}"))}",
                        "Write the enum's name before the dot");
                Bind(found[0]);
            }

            return _value!.Value.Kind;
        }

        /// <summary>Where an enum is wanted, a case without its name is one of that.</summary>
        public override void CheckIs(ValueKind wanted, Variables variables)
        {
            if (_value == null && _enum.Length == 0 && variables.Enums.Of(wanted) is Enumeration one && one.Cases.ContainsKey(_case))
                Bind(one);
            base.CheckIs(wanted, variables);
        }

        public override Value Evaluate(Variables variables, Saving.GameState state)
        {
            Check(variables);
            return _value!.Value;
        }

        void Bind(Enumeration one)
        {
            if (!one.Cases.TryGetValue(_case, out Value value))
                throw Place.Error($"{one.Name} has no case {_case}", $"Write one of: {string.Join(", ", one.Cases.Keys)}");
            _value = value;
        }
    }
}
