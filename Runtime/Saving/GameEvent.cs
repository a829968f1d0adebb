using Ojousama.Prompting;

namespace Ojousama.Saving
{
    /// <summary>Something that happened in the game. Everything a save knows is a list of these. Immutable.</summary>
    public abstract class GameEvent
    {
        private protected GameEvent()
        {
        }

        internal abstract EventKind Kind { get; }

        /// <summary>Names every field, in the order in which saves hold them: new fields go to the end.</summary>
        internal abstract void Describe(IFieldWriter fields);
    }

    /// <summary>Something that the player goes through one by one, and can roll back to. It tells where the script stands.</summary>
    public abstract class StepEvent : GameEvent
    {
        private protected StepEvent(string id) => Id = id;

        /// <summary>The script's name for this place: the line, the choice, the talk. Empty if it has none.</summary>
        public string Id { get; }
    }

    /// <summary>A line stood in the text box.</summary>
    public sealed class LineShown : StepEvent
    {
        /// <param name="speaker">Name on the plate; empty for the narrator.</param>
        /// <param name="text">With its markup.</param>
        /// <param name="id">The script's name for the line.</param>
        public LineShown(string speaker, string text, string id = "")
            : base(id)
        {
            Speaker = speaker;
            Text = text;
        }

        /// <summary>Name on the plate; empty for the narrator.</summary>
        public string Speaker { get; }

        /// <summary>With its markup.</summary>
        public string Text { get; }

        internal override EventKind Kind => EventKind.LineShown;

        internal override void Describe(IFieldWriter fields)
        {
            fields.Text("speaker", Speaker);
            fields.Text("text", Text);
            fields.Text("id", Id);
        }
    }

    /// <summary>The player said something to a character, and she answered.</summary>
    public sealed class TurnTaken : StepEvent
    {
        /// <param name="character">Name on the plate.</param>
        /// <param name="exchange">What both said, and what the model was told. Sampled tokens are not saved.</param>
        /// <param name="id">The script's name for the talk.</param>
        /// <param name="isAuthored">See <see cref="IsAuthored"/>.</param>
        public TurnTaken(string character, Exchange exchange, string id = "", bool isAuthored = false)
            : base(id)
        {
            Character = character;
            Exchange = exchange;
            IsAuthored = isAuthored;
        }

        /// <summary>Who answered.</summary>
        public string Character { get; }

        /// <summary>What both said, and what the model was told.</summary>
        public Exchange Exchange { get; }

        /// <summary>The model failed or was refused, and the author's line stood in for it: no later prompt holds this turn.</summary>
        public bool IsAuthored { get; }

        internal override EventKind Kind => EventKind.TurnTaken;

        internal override void Describe(IFieldWriter fields)
        {
            fields.Text("character", Character);
            fields.Text("player", Exchange.PlayerLine);
            fields.Text("reply", Exchange.Reply);
            fields.Texts("facts", Exchange.Facts);
            fields.Text("id", Id);
            fields.Number("authored", IsAuthored ? 1 : 0);
        }
    }

    /// <summary>The player chose.</summary>
    public sealed class ChoiceMade : StepEvent
    {
        /// <param name="option">Index of the option, from 0.</param>
        /// <param name="text">What stood on it.</param>
        /// <param name="id">The script's name for the choice.</param>
        public ChoiceMade(int option, string text, string id = "")
            : base(id)
        {
            Option = option;
            Text = text;
        }

        /// <summary>Index of the option, from 0.</summary>
        public int Option { get; }

        /// <summary>What stood on it.</summary>
        public string Text { get; }

        internal override EventKind Kind => EventKind.ChoiceMade;

        internal override void Describe(IFieldWriter fields)
        {
            fields.Number("option", Option);
            fields.Text("text", Text);
            fields.Text("id", Id);
        }
    }

    /// <summary>The script gave a variable a value: a flag, the chapter.</summary>
    public sealed class ValueSet : GameEvent
    {
        /// <param name="name">As gates name it.</param>
        /// <param name="value">A flag that is off is 0.</param>
        public ValueSet(string name, double value)
        {
            Name = name;
            Value = value;
        }

        /// <summary>As gates name it.</summary>
        public string Name { get; }

        /// <summary>A flag that is off is 0.</summary>
        public double Value { get; }

        internal override EventKind Kind => EventKind.ValueSet;

        internal override void Describe(IFieldWriter fields)
        {
            fields.Text("name", Name);
            fields.Number("value", Value);
        }
    }

    /// <summary>A variable grew or fell: affection.</summary>
    public sealed class ValueAdded : GameEvent
    {
        /// <param name="name">As gates name it.</param>
        /// <param name="amount">Below 0 if it fell.</param>
        /// <param name="reason">For those who read the log; may be empty.</param>
        public ValueAdded(string name, double amount, string reason = "")
        {
            Name = name;
            Amount = amount;
            Reason = reason;
        }

        /// <summary>As gates name it.</summary>
        public string Name { get; }

        /// <summary>Below 0 if it fell.</summary>
        public double Amount { get; }

        /// <summary>For those who read the log; may be empty.</summary>
        public string Reason { get; }

        internal override EventKind Kind => EventKind.ValueAdded;

        internal override void Describe(IFieldWriter fields)
        {
            fields.Text("name", Name);
            fields.Number("amount", Amount);
            fields.Text("reason", Reason);
        }
    }

    /// <summary>A text was noted: the player's name, what she was told about him.</summary>
    public sealed class TextSet : GameEvent
    {
        /// <param name="name">The name under which it is found again.</param>
        /// <param name="text">Empty to forget it.</param>
        public TextSet(string name, string text)
        {
            Name = name;
            Text = text;
        }

        /// <summary>The name under which it is found again.</summary>
        public string Name { get; }

        /// <summary>Empty if it was forgotten.</summary>
        public string Text { get; }

        internal override EventKind Kind => EventKind.TextSet;

        internal override void Describe(IFieldWriter fields)
        {
            fields.Text("name", Name);
            fields.Text("text", Text);
        }
    }

    /// <summary>The script told the scene to do something: change the background, play music. The last of each name makes up the scene.</summary>
    public sealed class CommandGiven : GameEvent
    {
        /// <param name="text">The command's name and its arguments.</param>
        public CommandGiven(string text) => Text = text;

        /// <summary>The command's name and its arguments.</summary>
        public string Text { get; }

        internal override EventKind Kind => EventKind.CommandGiven;

        internal override void Describe(IFieldWriter fields) => fields.Text("text", Text);
    }
}
