namespace Ojousama.Dialogue.Answers
{
    /// <summary>By what a reply came about.</summary>
    public enum AnswerKind
    {
        /// <summary>The model's own words, with nothing to hold them against.</summary>
        Free,

        /// <summary>The model's words, checked to state a recalled fact; or the fact itself, said in her manner.</summary>
        Fact,

        /// <summary>A remembered line, word for word.</summary>
        Line,

        /// <summary>A line of the author's for what she cannot know.</summary>
        Unknown,

        /// <summary>A line of the author's for something that the player tells of himself, which she keeps in mind.</summary>
        Told,

        /// <summary>A stock reply of her voice, which suits whatever does the same as the line, e.g. any thanks.</summary>
        Stock,
    }
}
