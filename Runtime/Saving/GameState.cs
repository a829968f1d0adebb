using System;
using System.Collections.Generic;
using Ojousama.Character;
using Ojousama.Prompting;

namespace Ojousama.Saving
{
    /// <summary>What the events so far amount to: variables, texts, what was said to whom.</summary>
    public sealed class GameState : IGameState
    {
        readonly Dictionary<string, double> _values = new Dictionary<string, double>();
        readonly Dictionary<string, string> _texts = new Dictionary<string, string>();
        readonly Dictionary<string, string> _commands = new Dictionary<string, string>();
        readonly Dictionary<string, List<Exchange>> _conversations = new Dictionary<string, List<Exchange>>();

        internal GameState()
        {
        }

        /// <summary>The last line, choice or turn: where the script stands. Null at the very start.</summary>
        public StepEvent? Step { get; private set; }

        /// <summary>All variables that were ever set.</summary>
        public IReadOnlyDictionary<string, double> Values => _values;

        /// <summary>All texts that were ever noted.</summary>
        public IReadOnlyDictionary<string, string> Texts => _texts;

        /// <summary>The last command of each name, whole: what makes up the scene. A view that shows another place obeys them.</summary>
        public IReadOnlyDictionary<string, string> Commands => _commands;

        /// <inheritdoc/>
        public double ValueOf(string name) => _values.TryGetValue(name, out double value) ? value : 0;

        /// <summary>A text that was noted; empty if none was, or it was forgotten.</summary>
        public string TextOf(string name) => _texts.TryGetValue(name, out string? text) ? text : "";

        /// <summary>What the player and a character said to each other, oldest first: what a conversation goes on from. Without turns that failed.</summary>
        public IReadOnlyList<Exchange> ConversationWith(string character) =>
            _conversations.TryGetValue(character, out List<Exchange>? conversation) ? (IReadOnlyList<Exchange>)conversation : Array.Empty<Exchange>();

        internal void Apply(GameEvent e)
        {
            Step = e as StepEvent ?? Step;
            switch (e)
            {
                case ValueSet set:
                    _values[set.Name] = set.Value;
                    break;
                case ValueAdded added:
                    _values[added.Name] = ValueOf(added.Name) + added.Amount;
                    break;
                case TextSet text:
                    _texts[text.Name] = text.Text;
                    break;
                case CommandGiven command:
                    int end = command.Text.IndexOf(' ');
                    _commands[end < 0 ? command.Text : command.Text.Substring(0, end)] = command.Text;
                    break;
                case TurnTaken turn when !turn.IsAuthored:
                    if (!_conversations.TryGetValue(turn.Character, out List<Exchange>? conversation))
                        _conversations[turn.Character] = conversation = new List<Exchange>();
                    conversation.Add(turn.Exchange);
                    break;
            }
        }
    }
}
