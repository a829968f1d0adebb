using System.Text.Json.Serialization;

namespace Ojousama.Studio.Evaluation.Scoring;

/// <summary>Why a reply did not pass.</summary>
/// <param name="Code">What is wrong.</param>
/// <param name="Detail">The words at fault, or those that were looked for.</param>
sealed record Fault(FaultCode Code, string Detail = "");

/// <summary>Kinds of faults; each belongs to one part of the headline.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FaultCode>))]
enum FaultCode
{
    /// <summary>Fact: none of the accepted texts stands in the reply.</summary>
    Missing,

    /// <summary>Fact: a rejected text does.</summary>
    Rejected,

    /// <summary>Style: a word or an ending that she never uses.</summary>
    BannedWord,

    /// <summary>Style: another word for “I” than hers.</summary>
    OtherFirstPerson,

    /// <summary>Style: no sentence ends as hers do.</summary>
    NoVoice,

    /// <summary>Support: a claim that stands in no fact and that nobody made before.</summary>
    Unsupported,

    /// <summary>Stop: cut at the greatest length.</summary>
    CutOff,

    /// <summary>Stop: refused or cut by the guard.</summary>
    Guarded,

    /// <summary>Stop: the model failed.</summary>
    Failed,

    /// <summary>Stop: nothing was said.</summary>
    Empty,

    /// <summary>Stop: more than three sentences.</summary>
    TooLong,

    /// <summary>Stop: a phrase said over and over.</summary>
    Loop,

    /// <summary>Stop: another language.</summary>
    Foreign,
}
