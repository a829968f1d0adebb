using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Ojousama.Studio.Training.Runs;

/// <summary>A run in a process of its own: ggml ends the process over a contradiction, which must not take the author's work with it.</summary>
/// <remarks>The child stops, with a checkpoint, when its standard input ends, so it never outlives its parent.</remarks>
internal sealed class TrainingProcess : IDisposable
{
    readonly Process _process;

    /// <param name="arguments">The command line of this very program that does the work and prints <see cref="ProgressLines"/>.</param>
    public TrainingProcess(IEnumerable<string> arguments)
    {
        string program = Environment.ProcessPath!;
        bool isHost = Path.GetFileNameWithoutExtension(program) is not "Ojousama.Studio";
        var start = new ProcessStartInfo(
            isHost ? "dotnet" : program, isHost ? [typeof(TrainingProcess).Assembly.Location, .. arguments] : arguments)
        {
            UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
            StandardOutputEncoding = System.Text.Encoding.UTF8, StandardErrorEncoding = System.Text.Encoding.UTF8,
        };
        start.Environment["GGML_NO_BACKTRACE"] = "1"; // gdb may not be there, and would tell an author nothing
        _process = Process.Start(start)!;
    }

    /// <summary>What the run tells, until it has ended. The last is a <see cref="RunEnded"/> or a <see cref="RunFailed"/>.</summary>
    /// <param name="cancellationToken">Asks the run to stop; what it still has to tell is given all the same.</param>
    public async IAsyncEnumerable<TrainingEvent> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Task<string> errors = _process.StandardError.ReadToEndAsync(CancellationToken.None);
        using CancellationTokenRegistration stop = cancellationToken.Register(_process.StandardInput.Close);
        TrainingEvent? last = null;
        while (await _process.StandardOutput.ReadLineAsync(CancellationToken.None).ConfigureAwait(false) is { } line)
        {
            if (ProgressLines.Read(line) is { } told)
                yield return last = told;
        }

        await _process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        if (last is RunEnded or RunFailed)
            yield break;
        string reason = (await errors.ConfigureAwait(false)).Trim().Split('\n')[^1];
        yield return new RunFailed(
            $"The trainer ended with code {_process.ExitCode}{(reason.Length > 0 ? $": {reason}" : "")}",
            "Start it again: it goes on from its last checkpoint. If it ends the same way, try --device cpu, and report it");
    }

    /// <summary>Ends the child at once if it still runs; its last checkpoint stays.</summary>
    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }
}
