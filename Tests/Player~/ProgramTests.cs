using System.Diagnostics;

namespace Ojousama.Tests.Player;

/// <summary>The sample's program, in a process of its own.</summary>
public sealed class ProgramTests
{
    [Test]
    public void A_missing_scene_ends_it_with_one_sentence()
    {
        using Process game = Start("--terminal", "--scene", "None.unity");
        string errors = game.StandardError.ReadToEnd();

        Assert.That(game.WaitForExit(60_000));
        Assert.That(game.ExitCode, Is.EqualTo(1));
        Assert.That(errors.Trim().Split('\n'), Has.Length.EqualTo(1).And.One.Contains("None.unity"));
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "Windows has no signals to send.")]
    public void Interrupted_it_tells_its_components_and_ends()
    {
        using Process game = Start("--no-browser");
        string? address = game.StandardOutput.ReadLine();
        using (Process kill = Process.Start("kill", ["-INT", $"{game.Id}"])!)
            kill.WaitForExit();

        Assert.That(game.WaitForExit(60_000), "no thread may hang, though the model is still being loaded");
        Assert.That(game.ExitCode, Is.Zero);
        Assert.That(address, Does.StartWith("http://127.0.0.1:"));
        Assert.That(game.StandardOutput.ReadToEnd(), Is.Empty, "the address is all that is printed");
        Assert.That(game.StandardError.ReadToEnd(), Is.Empty);
    }

    static Process Start(params string[] arguments)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "DatingSim.dll");
        return Process.Start(new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["XDG_DATA_HOME"] = Path.Combine(Path.GetTempPath(), "ojousama-program") },
        })!;
    }
}
