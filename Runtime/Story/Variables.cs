using System.Collections.Generic;
using System.Linq;
using Ojousama.Saving;

namespace Ojousama.Story
{
    /// <summary>The variables of a script: what each may hold, and what it holds before it is set.</summary>
    internal sealed class Variables
    {
        /// <summary>How she feels about the player.</summary>
        public const string Affection = "affection";

        /// <summary>Why the last talk ended: cap, left or failed.</summary>
        public const string TalkExit = "talk_exit";

        const string Visits = "visited.";
        const int MostSteps = 1000; // of one that hangs on others, each of which is worked out anew

        readonly Dictionary<string, Formula> _smart = new Dictionary<string, Formula>();
        readonly Dictionary<string, (ValueKind Kind, int Steps)> _checked = new Dictionary<string, (ValueKind, int)>();
        readonly HashSet<string> _inCheck = new HashSet<string>();
        int _steps; // of the formula that is being checked
        readonly Dictionary<string, Value> _initial = new Dictionary<string, Value>
        {
            [Affection] = Value.Of(0d),
            [TalkExit] = Value.Of(""),
        };

        /// <param name="enums">All that the script has.</param>
        public Variables(EnumTable enums) => Enums = enums;

        public EnumTable Enums { get; }

        /// <summary>The variable in which the state counts how often a node was left.</summary>
        public static string VisitsOf(string node) => Visits + node;

        /// <summary>The variable that tells whether what comes only once has come.</summary>
        public static string OnceOf(string id) => "once." + id;

        /// <summary>The variable in which the state counts how often an arm of a group came.</summary>
        public static string ViewsOf(string id) => "viewed." + id;

        public bool IsSmart(string name) => _smart.ContainsKey(name);

        public bool IsKnown(string name) => _initial.ContainsKey(name) || IsSmart(name);

        /// <exception cref="OjousamaException">Of a smart variable: its formula does not fit together.</exception>
        public bool TryKind(string name, out ValueKind kind)
        {
            if (_smart.TryGetValue(name, out Formula? formula))
            {
                kind = KindOf(name, formula);
                return true;
            }

            bool isKnown = _initial.TryGetValue(name, out Value value);
            kind = value.Kind;
            return isKnown;
        }

        public void Declare(string name, Value initial) => _initial[name] = initial;

        /// <summary>A smart variable: never stored, but worked out at each use.</summary>
        public void DeclareSmart(string name, Formula formula) => _smart[name] = formula;

        /// <summary>A variable that is set but never declared begins as 0, false, an empty text, or the first case of its enum.</summary>
        public void Infer(string name, ValueKind kind)
        {
            if (IsKnown(name))
                return;
            _initial[name] = Enums.Of(kind) is Enumeration one ? one.Cases.Values.First()
                : kind == ValueKind.Text ? Value.Of("") : kind == ValueKind.Truth ? Value.Of(false) : Value.Of(0d);
        }

        /// <summary>Takes back what <see cref="Infer"/> tried.</summary>
        public void Forget(string name) => _initial.Remove(name);

        public Value Read(string name, GameState state)
        {
            if (_smart.TryGetValue(name, out Formula? formula))
                return formula.Evaluate(this, state);
            Value initial = _initial[name];
            if (initial.HasText)
                return state.Texts.TryGetValue(name, out string? text) ? Value.Of(text).As(initial.Kind) : initial;
            if (!state.Values.TryGetValue(name, out double number))
                return initial;
            return initial.Kind == ValueKind.Truth ? Value.Of(number != 0) : Value.Of(number).As(initial.Kind);
        }

        /// <summary>The event that gives a variable a value.</summary>
        public static GameEvent Set(string name, Value value) =>
            value.HasText ? new TextSet(name, value.Text) : (GameEvent)new ValueSet(name, value.Number);

        /// <summary>Events that make the state hold what was declared, so that gates see it too.</summary>
        public IEnumerable<GameEvent> Initial(GameState state)
        {
            foreach (var (name, value) in _initial)
            {
                bool isPlain = value.Number == 0 && value.Text.Length == 0; // what a state without the variable says anyway
                if (!isPlain && !state.Values.ContainsKey(name) && !state.Texts.ContainsKey(name))
                    yield return Set(name, value);
            }
        }

        ValueKind KindOf(string name, Formula formula)
        {
            if (_checked.TryGetValue(name, out var known))
            {
                _steps += known.Steps;
                return known.Kind;
            }

            if (!_inCheck.Add(name))
                throw formula.Place.Error($"${name} is worked out from itself", "Declare a plain value for one of the variables in the circle");
            int before = _steps;
            _steps = 1;
            try
            {
                ValueKind kind = _inCheck.Count <= MostSteps ? formula.Check(this) : ValueKind.Number;
                if (_steps > MostSteps || _inCheck.Count > MostSteps)
                    throw formula.Place.Error($"${name} takes more than {MostSteps} steps through other formulae", "Declare a plain value for one of them, and set it");
                _checked[name] = (kind, _steps);
                return kind;
            }
            finally
            {
                _inCheck.Remove(name);
                _steps += before;
            }
        }
    }
}
