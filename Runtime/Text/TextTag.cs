namespace Ojousama.Text
{
    /// <summary>A direction between the characters of a text: [face:shy].</summary>
    public readonly struct TextTag
    {
        /// <summary>The name of tags that change the face.</summary>
        public const string Face = "face";

        /// <summary>The name of tags that tell how a line was taken. Text boxes drop them.</summary>
        public const string Affection = "affection";

        internal TextTag(string name, string value)
        {
            Name = name;
            Value = value;
        }

        /// <summary>Lower case: face.</summary>
        public string Name { get; }

        /// <summary>What stands behind the colon, trimmed; empty if there is none.</summary>
        public string Value { get; }

        /// <summary>The tag as one writes it.</summary>
        public override string ToString() => Value.Length == 0 ? $"[{Name}]" : $"[{Name}:{Value}]";
    }
}
