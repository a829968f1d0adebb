namespace Ojousama.Safety
{
    /// <summary>Why a text is not for all ages.</summary>
    internal enum SafetyTopic
    {
        Sexual,
        Violence,
        Drugs,
        Hate,

        /// <summary>Someone may be in need: it is answered with care, not with a refusal.</summary>
        SelfHarm,

        /// <summary>The author of the character refuses it.</summary>
        Author,
    }
}
