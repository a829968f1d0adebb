namespace Ojousama.Studio.Cli;

/// <summary>Progress as lines: one as a step begins, and one whenever five seconds went without.</summary>
sealed class PlainProgress : ProgressDisplay
{
    static readonly TimeSpan s_longestSilence = TimeSpan.FromSeconds(5);

    readonly TextWriter _writer;
    readonly TimeProvider _time;
    readonly Lock _lock = new();
    long _lastLine;

    public PlainProgress(TextWriter writer, TimeProvider time)
    {
        _writer = writer;
        _time = time;
    }

    public override ProgressStep Begin(string name, double total = 1)
    {
        Say(name);
        return new Step(this, name, total);
    }

    public override void Say(string line)
    {
        lock (_lock)
        {
            _writer.WriteLine(line);
            _writer.Flush();
            _lastLine = _time.GetTimestamp();
        }
    }

    bool IsSilentForLong()
    {
        lock (_lock)
            return _time.GetElapsedTime(_lastLine) >= s_longestSilence;
    }

    sealed class Step(PlainProgress display, string name, double total) : ProgressStep
    {
        public override void Report(double done, string note = "")
        {
            if (!display.IsSilentForLong())
                return;
            string amount = total == 1 ? $"{100 * done:F0} %" : $"{done} of {total}";
            display.Say(note.Length == 0 ? $"{name}: {amount}" : $"{name}: {amount}, {note}");
        }
    }
}
