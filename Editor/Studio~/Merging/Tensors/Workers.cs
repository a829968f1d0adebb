using System.Runtime.ExceptionServices;

namespace Ojousama.Studio.Merging.Tensors;

/// <summary>Parallel loops that fail as sequential ones do: with the error itself.</summary>
internal static class Workers
{
    public static void For(int count, int threads, Action<int> body, CancellationToken cancellationToken = default)
    {
        try
        {
            Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken }, body);
        }
        catch (AggregateException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }
    }
}
