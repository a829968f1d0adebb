using System.Globalization;
using System.Text;
using Ojousama.Storage;

namespace Ojousama.Studio.Training.Runs;

/// <summary>The losses of a run as a picture (SVG).</summary>
internal sealed class LossPlot
{
    const int Width = 720, Height = 400, Left = 56, Right = 16, Top = 16, Bottom = 40;

    readonly List<(int Step, float Loss)> _training = [], _validation = [];

    public void Add(TrainingEvent told)
    {
        if (told is StepDone step)
            _training.Add((step.Step, step.Loss));
        else if (told is Validated look)
            _validation.Add((look.Step, look.Loss));
    }

    /// <exception cref="OjousamaException">The file cannot be written.</exception>
    public void Write(string path)
    {
        AtomicFile.WriteText(path, ToString());
    }

    public override string ToString()
    {
        int steps = Math.Max(1, _training.Concat(_validation).Select(p => p.Step).DefaultIfEmpty(1).Max());
        float most = MathF.Ceiling(2 * _training.Concat(_validation).Select(p => p.Loss).Where(float.IsFinite).DefaultIfEmpty(1).Max()) / 2;
        string Point((int Step, float Loss) p) => string.Create(
            CultureInfo.InvariantCulture, $"{X(p.Step, steps):F1},{Y(Math.Min(p.Loss, most), most):F1}");

        var svg = new StringBuilder();
        svg.AppendLine(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" font-family=\"sans-serif\" font-size=\"12\">");
        svg.AppendLine("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>");
        float tick = most > 4 ? 1 : 0.5f;
        for (float loss = 0; loss <= most; loss += tick)
        {
            float y = Y(loss, most);
            svg.AppendLine(CultureInfo.InvariantCulture, $"<path d=\"M{Left},{y:F1}H{Width - Right}\" stroke=\"#ddd\"/><text x=\"{Left - 8}\" y=\"{y + 4:F1}\" text-anchor=\"end\">{loss:0.0}</text>");
        }

        svg.AppendLine(CultureInfo.InvariantCulture, $"<text x=\"{Left}\" y=\"{Height - 14}\">0</text><text x=\"{Width - Right}\" y=\"{Height - 14}\" text-anchor=\"end\">{steps} steps</text>");
        svg.AppendLine(CultureInfo.InvariantCulture, $"<polyline fill=\"none\" stroke=\"#c9a\" points=\"{string.Join(' ', _training.Where(p => float.IsFinite(p.Loss)).Select(Point))}\"/>");
        svg.AppendLine(CultureInfo.InvariantCulture, $"<polyline fill=\"none\" stroke=\"#726\" stroke-width=\"2\" points=\"{string.Join(' ', _validation.Select(Point))}\"/>");
        foreach (var look in _validation)
            svg.AppendLine(CultureInfo.InvariantCulture, $"<circle cx=\"{X(look.Step, steps):F1}\" cy=\"{Y(look.Loss, most):F1}\" r=\"4\" fill=\"#726\"><title>{look.Loss:F3} after {look.Step} steps</title></circle>");
        svg.AppendLine(CultureInfo.InvariantCulture, $"<text x=\"{Width - Right}\" y=\"{Top + 12}\" text-anchor=\"end\"><tspan fill=\"#c9a\">training</tspan> <tspan fill=\"#726\">validation</tspan></text>");
        return svg.AppendLine("</svg>").ToString();
    }

    static float X(int step, int steps) => Left + (Width - Left - Right) * step / (float)steps;

    static float Y(float loss, float most) => Height - Bottom - (Height - Top - Bottom) * loss / most;
}
