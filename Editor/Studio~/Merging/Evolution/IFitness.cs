namespace Ojousama.Studio.Merging.Evolution;

/// <summary>Tells how good a merged model or adapter is: what it makes of questions.</summary>
internal interface IFitness
{
    /// <summary>Questions that there are.</summary>
    int Questions { get; }

    /// <summary>Asks some of them.</summary>
    /// <param name="path">Of the model or adapter.</param>
    /// <param name="first">The first that is asked.</param>
    /// <param name="count">Of those that are asked.</param>
    /// <param name="cancellationToken">Ends it soon.</param>
    /// <returns>Whether each was passed.</returns>
    Task<bool[]> AskAsync(string path, int first, int count, CancellationToken cancellationToken);
}
