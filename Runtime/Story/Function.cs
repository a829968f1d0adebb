using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Reflection;
using Ojousama.Saving;

namespace Ojousama.Story
{
    /// <summary>A function that gives the same for the same values.</summary>
    internal sealed class Function
    {
        /// <summary>Those of Yarn's that leave nothing to chance, but visited and visited_count.</summary>
        public static readonly IReadOnlyDictionary<string, Function> BuiltIn = new Dictionary<string, Function>
        {
            ["string"] = new Function(ValueKind.Text, new ValueKind?[] { null }, v => Value.Of(v[0].ToString())),
            ["number"] = new Function(ValueKind.Number, new ValueKind?[] { null }, v => Value.Of(ToNumber(v[0]))),
            ["bool"] = new Function(ValueKind.Truth, new ValueKind?[] { null }, v => Value.Of(ToTruth(v[0]))),
            ["round"] = OfNumber(x => Math.Round(x)),
            ["floor"] = OfNumber(Math.Floor),
            ["ceil"] = OfNumber(Math.Ceiling),
            ["int"] = OfNumber(Math.Truncate),
            ["decimal"] = OfNumber(x => x - Math.Truncate(x)),
            ["inc"] = OfNumber(x => Math.Floor(x) + 1),
            ["dec"] = OfNumber(x => Math.Ceiling(x) - 1),
            ["round_places"] = OfNumbers((x, places) => Math.Round(x, (int)Math.Max(0, Math.Min(6, places)))),
            ["min"] = OfNumbers(Math.Min),
            ["max"] = OfNumbers(Math.Max),
        };

        readonly Func<Value[], Value> _body;

        Function(ValueKind result, ValueKind?[] parameters, Func<Value[], Value> body)
        {
            Result = result;
            Parameters = parameters;
            _body = body;
        }

        public ValueKind Result { get; }

        /// <summary>Null for a value of any kind.</summary>
        public IReadOnlyList<ValueKind?> Parameters { get; }

        /// <summary>A function of a game's own.</summary>
        /// <exception cref="OjousamaException">It uses types that no formula has.</exception>
        public static Function Of(string name, Delegate body)
        {
            ValueKind?[] parameters = body.Method.GetParameters().Select(p => (ValueKind?)KindOf(name, p.ParameterType)).ToArray();
            ValueKind result = KindOf(name, body.Method.ReturnType);
            return new Function(result, parameters, values =>
            {
                object?[] arguments = values.Select((value, i) => parameters[i] switch
                {
                    ValueKind.Number => (object)value.Number,
                    ValueKind.Truth => value.IsTrue,
                    _ => value.Text,
                }).ToArray();
                return body.DynamicInvoke(arguments) switch
                {
                    double number => Value.Of(double.IsNaN(number) ? 0 : number), // what is no number could not be saved
                    bool truth => Value.Of(truth),
                    object text => Value.Of((string)text),
                    _ => Value.Of(""),
                };
            });
        }

        public Value Call(Value[] values) => _body(values);

        static Function OfNumber(Func<double, double> body) =>
            new Function(ValueKind.Number, new ValueKind?[] { ValueKind.Number }, v => Value.Of(body(v[0].Number)));

        static Function OfNumbers(Func<double, double, double> body) =>
            new Function(ValueKind.Number, new ValueKind?[] { ValueKind.Number, ValueKind.Number }, v => Value.Of(body(v[0].Number, v[1].Number)));

        /// <summary>A function that is known by its signature only.</summary>
        public static Function Of(string result, string[] parameters) => new Function(
            KindOf(result), parameters.Select(p => (ValueKind?)KindOf(p)).ToArray(),
            _ => result == "number" ? Value.Of(0d) : result == "bool" ? Value.Of(false) : Value.Of(""));

        static ValueKind KindOf(string word) => word == "number" ? ValueKind.Number : word == "bool" ? ValueKind.Truth : ValueKind.Text;

        static ValueKind KindOf(string name, Type type) =>
            type == typeof(double) ? ValueKind.Number
            : type == typeof(bool) ? ValueKind.Truth
            : type == typeof(string) ? ValueKind.Text
            : throw new OjousamaException($"The script function “{name}” uses {type.Name}, which no formula has", "Take and give double, bool or string");

        /// <summary>A text that is no number is 0: a scene goes on.</summary>
        static double ToNumber(Value value)
        {
            if (!value.HasText)
                return value.Number;
            bool isNumber = double.TryParse(value.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number);
            return isNumber && !double.IsNaN(number) ? number : 0;
        }

        static bool ToTruth(Value value) =>
            value.HasText ? value.Text.Equals("true", StringComparison.OrdinalIgnoreCase) : value.IsTrue;
    }

    /// <summary>A call of one: <c>round($x)</c>.</summary>
    internal sealed class FunctionCall : Formula
    {
        readonly string _name;
        readonly Function _function;
        readonly IReadOnlyList<Formula> _arguments;

        public FunctionCall(SourcePlace place, string name, Function function, IReadOnlyList<Formula> arguments)
            : base(place)
        {
            _name = name;
            _function = function;
            _arguments = arguments;
            int wanted = function.Parameters.Count;
            if (arguments.Count != wanted)
                throw place.Error($"{name} takes {wanted} values, but here are {arguments.Count}", $"Write {name}({(wanted == 1 ? "$x" : "$x, $y")})");
        }

        public override bool IsConstant => _arguments.All(a => a.IsConstant);

        public override ValueKind Check(Variables variables)
        {
            for (int i = 0; i < _arguments.Count; i++)
            {
                ValueKind given = _arguments[i].Check(variables);
                bool isEnum = variables.Enums.Of(given) is Enumeration one && one.RawKind == _function.Parameters[i]; // stands for its value
                if (!isEnum && _function.Parameters[i] is ValueKind kind)
                    _arguments[i].RefuseUnless(kind, given, variables);
            }

            return _function.Result;
        }

        public override Value Evaluate(Variables variables, GameState state)
        {
            var values = new Value[_arguments.Count];
            for (int i = 0; i < values.Length; i++)
                values[i] = _arguments[i].Evaluate(variables, state);
            try
            {
                return _function.Call(values);
            }
            catch (TargetInvocationException thrown)
            {
                string problem = (thrown.InnerException ?? thrown).Message.TrimEnd('.');
                throw Place.Error($"the game's function {_name} failed: {problem}", "Let it give a value for whatever a script may ask");
            }
        }
    }
}
