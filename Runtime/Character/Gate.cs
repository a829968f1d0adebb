namespace Ojousama.Character
{
    /// <summary>A condition on the game's state, written by an author: <c>chapter &gt;= 2 and (met_misaki or affection &gt;= 40) and not secret_kept</c>.</summary>
    /// <remarks>
    /// A bare name is true unless its value is 0; a value that the game never set is 0. <c>not</c> binds before <c>and</c>, <c>and</c> before <c>or</c>.
    /// Immutable; parse once, test often. Testing allocates nothing. It is not a story's formula, which reads the same words otherwise: decision 10
    /// in Documentation~/architecture.md.
    /// </remarks>
    public abstract class Gate
    {
        private protected Gate()
        {
        }

        /// <summary>True in every state: what an empty text means.</summary>
        public static Gate Open { get; } = new OpenGate();

        /// <summary>Whether the state fulfils the condition.</summary>
        public abstract bool IsOpen(IGameState state);

        /// <summary>Reads a condition.</summary>
        /// <param name="text">Empty or blank for <see cref="Open"/>.</param>
        /// <exception cref="OjousamaException">The text is no condition; the message names the column.</exception>
        public static Gate Parse(string text) => new GateParser(text).Parse();

        internal sealed class OpenGate : Gate
        {
            public override bool IsOpen(IGameState state) => true;
        }

        internal sealed class Comparison : Gate
        {
            readonly string _name;
            readonly string _operator;
            readonly double _value;

            public Comparison(string name, string @operator, double value)
            {
                _name = name;
                _operator = @operator;
                _value = value;
            }

            public override bool IsOpen(IGameState state)
            {
                double actual = state.ValueOf(_name);
                return _operator switch
                {
                    ">=" => actual >= _value,
                    "<=" => actual <= _value,
                    ">" => actual > _value,
                    "<" => actual < _value,
                    "==" => actual == _value,
                    _ => actual != _value,
                };
            }
        }

        internal sealed class Not : Gate
        {
            readonly Gate _inner;

            public Not(Gate inner) => _inner = inner;

            public override bool IsOpen(IGameState state) => !_inner.IsOpen(state);
        }

        internal sealed class Both : Gate
        {
            readonly Gate _left, _right;

            public Both(Gate left, Gate right)
            {
                _left = left;
                _right = right;
            }

            public override bool IsOpen(IGameState state) => _left.IsOpen(state) && _right.IsOpen(state);
        }

        internal sealed class Either : Gate
        {
            readonly Gate _left, _right;

            public Either(Gate left, Gate right)
            {
                _left = left;
                _right = right;
            }

            public override bool IsOpen(IGameState state) => _left.IsOpen(state) || _right.IsOpen(state);
        }
    }
}
