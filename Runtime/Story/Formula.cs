using System;
using System.Collections.Generic;
using Ojousama.Saving;

namespace Ojousama.Story
{
    /// <summary>A formula of a script: <c>$affection + 1 &gt;= 40 and not $late</c>. Immutable once checked.</summary>
    internal abstract class Formula
    {
        protected Formula(SourcePlace place) => Place = place;

        public SourcePlace Place { get; }

        /// <summary>Finds what the formula gives, and refuses what does not fit together.</summary>
        /// <exception cref="OjousamaException">Names the place and the cure.</exception>
        public abstract ValueKind Check(Variables variables);

        public abstract Value Evaluate(Variables variables, GameState state);

        /// <summary>Whether it gives the same at any time.</summary>
        public abstract bool IsConstant { get; }

        /// <summary>Whether it is a value written out, perhaps with a minus.</summary>
        public virtual bool IsLiteral => false;

        /// <summary>How many and, or, xor and not it holds.</summary>
        public virtual int Logic => 0;

        /// <summary>Checks, and refuses any other kind.</summary>
        public virtual void CheckIs(ValueKind wanted, Variables variables) => RefuseUnless(wanted, Check(variables), variables);

        /// <summary>As <see cref="CheckIs"/>, for a formula that was checked before: to check each part twice would take twice as long at each level.</summary>
        public void RefuseUnless(ValueKind wanted, ValueKind kind, Variables variables)
        {
            if (kind == wanted)
                return;
            string name = Name(wanted, variables.Enums);
            throw Place.Error(
                $"{name} is wanted here, but this is {Name(kind, variables.Enums)}", wanted == ValueKind.Truth ? "Compare it with something, for example “$affection >= 40”" : $"Write {name}");
        }

        static string Name(ValueKind kind, EnumTable enums) => kind switch
        {
            ValueKind.Number => "a number",
            ValueKind.Truth => "true or false",
            ValueKind.Text => "a text",
            _ => $"a case of {enums.Of(kind)!.Name}",
        };

        internal sealed class Constant : Formula
        {
            readonly Value _value;

            public Constant(SourcePlace place, Value value)
                : base(place) => _value = value;

            public override bool IsConstant => true;

            public override bool IsLiteral => true;

            public override ValueKind Check(Variables variables) => _value.Kind;

            public override Value Evaluate(Variables variables, GameState state) => _value;
        }

        internal sealed class Variable : Formula
        {
            readonly string _name;

            public Variable(SourcePlace place, string name)
                : base(place) => _name = name;

            public override bool IsConstant => false;

            public override ValueKind Check(Variables variables) => variables.TryKind(_name, out ValueKind kind)
                ? kind
                : throw Place.Error($"nothing ever sets ${_name}", $"Write it as where it is set, or declare it first: <<declare ${_name} = 0>>, or = false, or = \"\"");

            public override Value Evaluate(Variables variables, GameState state) => variables.Read(_name, state);
        }

        /// <summary>visited("Node") and visited_count("Node").</summary>
        internal sealed class Visits : Formula
        {
            readonly string _node;
            readonly bool _counts;

            public Visits(SourcePlace place, string node, bool counts)
                : base(place)
            {
                _node = node;
                _counts = counts;
            }

            public override bool IsConstant => false;

            public override ValueKind Check(Variables variables) => _counts ? ValueKind.Number : ValueKind.Truth;

            public override Value Evaluate(Variables variables, GameState state)
            {
                double count = state.ValueOf(Variables.VisitsOf(_node));
                return _counts ? Value.Of(count) : Value.Of(count > 0);
            }
        }

        internal sealed class Unary : Formula
        {
            readonly Formula _inner;
            readonly ValueKind _kind;

            /// <param name="place">Of the operator.</param>
            /// <param name="inner">What it changes.</param>
            /// <param name="kind">Truth for “not”, Number for “-”.</param>
            public Unary(SourcePlace place, Formula inner, ValueKind kind)
                : base(place)
            {
                _inner = inner;
                _kind = kind;
            }

            public override bool IsConstant => _inner.IsConstant;

            public override bool IsLiteral => _inner.IsLiteral;

            public override int Logic => _inner.Logic + (_kind == ValueKind.Truth ? 1 : 0);

            public override ValueKind Check(Variables variables)
            {
                _inner.CheckIs(_kind, variables);
                return _kind;
            }

            public override Value Evaluate(Variables variables, GameState state)
            {
                Value value = _inner.Evaluate(variables, state);
                return _kind == ValueKind.Truth ? Value.Of(!value.IsTrue) : Value.Of(-value.Number);
            }
        }

        internal sealed class Binary : Formula
        {
            readonly string _operator; // in its shortest spelling
            readonly Formula _left, _right;

            public Binary(SourcePlace place, string @operator, Formula left, Formula right)
                : base(place)
            {
                _operator = @operator;
                _left = left;
                _right = right;
            }

            public override bool IsConstant => _left.IsConstant && _right.IsConstant;

            public override int Logic => _left.Logic + _right.Logic + (_operator == "&&" || _operator == "||" || _operator == "^" ? 1 : 0);

            public override ValueKind Check(Variables variables)
            {
                if (_operator == "==" || _operator == "!=")
                {
                    CheckAlike(variables);
                    return ValueKind.Truth;
                }

                ValueKind left = _left.Check(variables);
                switch (_operator)
                {
                    case "&&":
                    case "||":
                    case "^":
                        _left.RefuseUnless(ValueKind.Truth, left, variables);
                        _right.CheckIs(ValueKind.Truth, variables);
                        return ValueKind.Truth;
                    case "+" when left == ValueKind.Text:
                        _right.CheckIs(ValueKind.Text, variables);
                        return ValueKind.Text;
                    default:
                        _left.RefuseUnless(ValueKind.Number, left, variables);
                        _right.CheckIs(ValueKind.Number, variables);
                        return "+-*/%".Contains(_operator) ? ValueKind.Number : ValueKind.Truth;
                }
            }

            /// <summary>What the other side is tells of which enum a case without a name is.</summary>
            void CheckAlike(Variables variables)
            {
                if (_left is CaseReference && !(_right is CaseReference))
                    _left.CheckIs(_right.Check(variables), variables);
                _right.CheckIs(_left.Check(variables), variables);
            }

            public override Value Evaluate(Variables variables, GameState state)
            {
                Value a = _left.Evaluate(variables, state), b = _right.Evaluate(variables, state);
                double x = (float)a.Number, y = (float)b.Number; // as exact as the singles that they stand for
                return _operator switch
                {
                    "&&" => Value.Of(a.IsTrue && b.IsTrue),
                    "||" => Value.Of(a.IsTrue || b.IsTrue),
                    "^" => Value.Of(a.IsTrue != b.IsTrue),
                    "==" => Value.Of(a.Equals(b)),
                    "!=" => Value.Of(!a.Equals(b)),
                    "<" => Value.Of(a.Number < b.Number),
                    "<=" => Value.Of(a.Number <= b.Number),
                    ">" => Value.Of(a.Number > b.Number),
                    ">=" => Value.Of(a.Number >= b.Number),
                    "+" => a.Kind == ValueKind.Text ? Value.Of(a.Text + b.Text) : Value.Of(x + y),
                    "-" => Value.Of(x - y),
                    "*" => Value.Of(x * y),
                    "/" => Value.Of(y == 0 ? 0 : x / y), // a scene goes on; infinity could not be saved
                    _ => Value.Of(y == 0 ? 0 : x % y),
                };
            }
        }
    }
}
