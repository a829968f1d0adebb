using System.Threading;
using System.Threading.Tasks;
using UnityEngine;

namespace Ojousama.Unity
{
    /// <summary>For what a callback begins and nobody awaits.</summary>
    public static class TaskLog
    {
        /// <summary>Writes a failure to the log, with the object it concerns. A cancelled task is no failure.</summary>
        public static void LogErrors(this Task task, Object context) => _ = task.ContinueWith(
            t => Debug.LogException(t.Exception!.InnerException, context),
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted,
            TaskScheduler.FromCurrentSynchronizationContext());
    }
}
