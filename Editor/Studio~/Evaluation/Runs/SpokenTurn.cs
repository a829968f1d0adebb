namespace Ojousama.Studio.Evaluation.Runs;

/// <summary>One line of a question and what came of it, as a file of results keeps it.</summary>
/// <param name="Line">The player's.</param>
/// <param name="Reply">As a player reads it, an author's line in its place included.</param>
/// <param name="Facts">What she was told.</param>
/// <param name="Remembered">The line that she remembered best; empty for none.</param>
/// <param name="Answer">As in <see cref="RehearsedReply.Answer"/>.</param>
/// <param name="Stop">As in <see cref="RehearsedReply.Stop"/>.</param>
/// <param name="Style">Whether it is in her voice.</param>
/// <param name="FirstMs">To the first character that is shown; null without one.</param>
/// <param name="TotalMs">To the end; null without a reply.</param>
/// <param name="PromptTokens">That the model read; 0 if it did not run.</param>
/// <param name="Tokens">That it generated.</param>
/// <param name="TokensPerSecond">From the second token on; 0 for fewer.</param>
sealed record SpokenTurn(
    string Line,
    string Reply,
    IReadOnlyList<string> Facts,
    string Remembered,
    string Answer,
    string Stop,
    bool Style,
    double? FirstMs,
    double? TotalMs,
    int PromptTokens,
    int Tokens,
    double TokensPerSecond)
{
    public static SpokenTurn Of(RehearsedReply reply, bool style) => new(
        reply.Question,
        reply.Shown,
        reply.Facts,
        reply.Lines.FirstOrDefault() ?? "",
        reply.Answer,
        reply.Stop,
        style,
        reply.FirstCharacterMs,
        reply.TotalMs,
        reply.Generation.PrefillTokens + reply.Generation.CachedTokens,
        reply.Generation.GeneratedTokens,
        Math.Round(reply.Generation.TokensPerSecond, 1));
}
