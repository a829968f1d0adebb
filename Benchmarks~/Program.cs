using System.CommandLine;
using System.Globalization;
using Ojousama;
using Ojousama.Benchmarks;
using Spectre.Console;

// dotnet run -c Release --project Benchmarks~ [-- --filter decode --pairs 5 --threads 2 --gpu --check --list]
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var filter = new Option<string>("--filter") { Description = "Only the rows whose name holds this text.", DefaultValueFactory = _ => "" };
var pairs = new Option<int>("--pairs") { Description = "Runs of each side, taken in turns; the median of the pairs counts.", DefaultValueFactory = _ => 5 };
var threads = new Option<int>("--threads") { Description = "Native threads, on both sides.", DefaultValueFactory = _ => Math.Min(2, Environment.ProcessorCount) };
var gpu = new Option<bool>("--gpu") { Description = "On the best GPU, on both sides: the rows of the model there. Build with -p:OjousamaCuda=true or -p:OjousamaVulkan=true." };
var check = new Option<bool>("--check") { Description = "Ends with exit code 1 if a bar was missed, or if nothing could be measured." };
var list = new Option<bool>("--list") { Description = "Names the rows and measures nothing." };
var command = new RootCommand("Measures this package on this machine, each figure beside its bar.") { filter, pairs, threads, gpu, check, list };
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
    int passed = 0;
    var missed = new List<string>();
    foreach (IFigure figure in figures)
    {
        Console.Error.WriteLine($"{figure.Name} ...");
        try
        {
            Outcome outcome = await figure.MeasureAsync(machine);
            bool isPassed = figure.Bar.IsPassedBy(outcome.Value);
            if (isPassed)
                passed++;
            else
                missed.Add(figure.Name);
            table.AddRow(figure.Name.EscapeMarkup(), $"{outcome.Value:0.####}{figure.Bar.Unit}", figure.Bar.ToString(), isPassed ? "[green]passed[/]" : "[red]missed[/]", outcome.Detail.EscapeMarkup());
        }
        catch (OjousamaException e)
        {
            table.AddRow(figure.Name.EscapeMarkup(), "–", figure.Bar.ToString(), "[yellow]not measured[/]", e.Message.EscapeMarkup());
        }
    }

    AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, 160);
    AnsiConsole.Write(table);
    if (!parsed.GetValue(check))
        return 0;
    Console.Error.WriteLine(missed.Count == 0 ? $"{passed} passed." : $"{passed} passed, missed: {string.Join("; ", missed)}");
    return missed.Count == 0 && passed > 0 ? 0 : 1;
});
return await command.Parse(args).InvokeAsync();
