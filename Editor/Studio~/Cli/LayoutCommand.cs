using System.CommandLine;
using System.Text;
using Ojousama.TextBox;

namespace Ojousama.Studio.Cli;

/// <summary><c>layout</c>: breaks a text into lines and pages as the text box does.</summary>
static class LayoutCommand
{
    const int WidestBox = 200, AllRows = 1_000_000;

    public static Command Create()
    {
        Option<float> cells = CommonOptions.Number("--cells", "Full-width characters of a line; two more cells stay free for closing marks.", 2f, WidestBox, 25f);
        Option<int> rows = CommonOptions.Number("--rows", "Lines of a page. Without it, all of the text is one page.", 1, AllRows, AllRows);
        var command = new ExampleCommand(
            "layout",
            "Break a text from the standard input into lines and pages as the text box does.",
            "echo 'なんですって！？本当？' | ojousama layout --cells 6\nprints なんですって！？｜本当？ : ｜ is a new line, ‖ a new page.") { cells, rows };
        command.SetAction(parsed =>
        {
            using var input = new StreamReader(Console.OpenStandardInput(), Encoding.UTF8);
            parsed.InvocationConfiguration.Output.WriteLine(LayOut(input.ReadToEnd(), parsed.GetValue(cells), parsed.GetValue(rows)));
        });
        return command;
    }

    /// <param name="text">The line break that shells put at its end does not count.</param>
    /// <param name="cells">See <see cref="PageLayout.LayOut"/>.</param>
    /// <param name="rows">See <see cref="PageLayout.LayOut"/>.</param>
    internal static string LayOut(string text, float cells, int rows)
    {
        string shown = text.EndsWith('\n') ? text[..^1].TrimEnd('\r') : text;
        return string.Join("‖", PageLayout.LayOut(shown, cells, rows).Select(page => string.Join("｜", page)));
    }
}
