using System.CommandLine;
using System.Globalization;
using Ojousama;
using Ojousama.Benchmarks;
using Spectre.Console;

// dotnet run -c Release --project Benchmarks~ [-- --filter decode --pairs 5 --threads 2 --gpu --list]
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var filter = new Option<string>("--filter") { Description = "Only the rows whose name holds this text.", DefaultValueFactory = _ => "" };
var pairs = new Option<int>("--pairs") { Description = "Runs of each side, taken in turns; the median of the pairs counts.", DefaultValueFactory = _ => 5 };
var threads = new Option<int>("--threads") { Description = "Native threads, on both sides.", DefaultValueFactory = _ => Math.Min(2, Environment.ProcessorCount) };
var gpu = new Option<bool>("--gpu") { Description = "On the best GPU, on both sides: the rows of the model there. Build with -p:OjousamaCuda=true or -p:OjousamaVulkan=true." };
var list = new Option<bool>("--list") { Description = "Names the rows and measures nothing." };
var command = new RootCommand("Measures this package on this machine, each figure beside its bar.") { filter, pairs, threads, gpu, list };
command.SetAction(async (parsed, _) =>
{
    IFigure[] figures = [.. (parsed.GetValue(gpu) ? Suite.OnGpu : Suite.OnCpu).Where(f => f.Name.Contains(parsed.GetValue(filter)!, StringComparison.OrdinalIgnoreCase))];
    if (parsed.GetValue(list))
    {
        foreach (IFigure figure in figures)
            Console.WriteLine($"{figure.Name}  {figure.Bar}");
        return 0;
    }

    using var machine = new Machine(parsed.GetValue(threads), Math.Max(1, parsed.GetValue(pairs)), parsed.GetValue(gpu));
    var table = new Table().Border(TableBorder.Simple).AddColumns("figure", "measured", "bar", "", "from");
    foreach (IFigure figure in figures)
    {
        Console.Error.WriteLine($"{figure.Name} ...");
        try
        {
            Outcome outcome = await figure.MeasureAsync(machine);
            string verdict = figure.Bar.IsPassedBy(outcome.Value) ? "[green]passed[/]" : "[red]missed[/]";
            table.AddRow(figure.Name.EscapeMarkup(), $"{outcome.Value:0.####}{figure.Bar.Unit}", figure.Bar.ToString(), verdict, outcome.Detail.EscapeMarkup());
        }
        catch (OjousamaException e)
        {
            table.AddRow(figure.Name.EscapeMarkup(), "–", figure.Bar.ToString(), "[yellow]not measured[/]", e.Message.EscapeMarkup());
        }
    }

    AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, 160);
    AnsiConsole.Write(table);
    return 0;
});
return await command.Parse(args).InvokeAsync();
