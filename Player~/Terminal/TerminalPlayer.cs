using Ojousama.TextBox;
using Ojousama.Unity;
using Ojousama.Player.Loop;
using UnityEngine;
using UnityEngine.UIElements;
using Object = UnityEngine.Object;

namespace Ojousama.Player.Terminal;

/// <summary>Plays a scene in a terminal, through the same components: prints what screen readers would read, and takes lines.</summary>
/// <remarks>Text is not waited for: it is shown as it comes, and turned as if the reader went on at once.</remarks>
internal sealed class TerminalPlayer
{
    const string LiveRegion = "live-region", QuitCommand = "/quit";

    readonly GamePlayer _player;
    readonly InputPort _input;
    readonly TextWriter _out;
    readonly HashSet<(int Id, string Text)> _printed = [];
    readonly List<Button> _buttons = [];
    TaskCompletionSource? _settled;
    int _calmFrames;

    public TerminalPlayer(GamePlayer player, TextWriter output)
    {
        _player = player;
        _input = new InputPort(player);
        _out = output;
        player.FrameEnded += OnFrame;
    }

    /// <summary>Takes lines until <c>/quit</c> or the end of the input; each waits for what the last one brought about.</summary>
    public async Task PlayAsync(TextReader input, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            await SettleAsync(cancellationToken);
            if (await input.ReadLineAsync(cancellationToken) is not { } line || line.Trim() == QuitCommand)
                return;
            if (line.Trim().Length > 0)
                _player.Post(() => Take(line.Trim()));
        }
    }

    async Task SettleAsync(CancellationToken cancellationToken)
    {
        var settled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _player.Post(() =>
        {
            _calmFrames = 0;
            _settled = settled;
        });
        await settled.Task.WaitAsync(cancellationToken);
    }

    void OnFrame()
    {
        bool isBusy = false;
        TextBoxView[] boxes = Object.FindObjectsByType<TextBoxView>(FindObjectsSortMode.None);
        Print(boxes.Length > 0 ? boxes[0].Speaker : "");
        foreach (TextBoxView box in boxes)
        {
            if (box.Window.State == RevealState.Idle)
                continue;
            isBusy = true;
            box.Window.Advance();
        }

        isBusy |= Object.FindObjectsByType<DialogueAgent>(FindObjectsSortMode.None).Any(agent => agent.IsTalking);
        _calmFrames = isBusy ? 0 : _calmFrames + 1;
        if (_calmFrames < 3 || _settled == null)
            return;
        PrintButtons();
        _settled.SetResult();
        _settled = null;
    }

    void Print(string speaker)
    {
        foreach (Label label in Elements<VisualElement>().Where(e => e.ClassListContains(LiveRegion)).SelectMany(e => e.Query<Label>().ToList()))
        {
            if (label.text.Length > 0 && _printed.Add((label.Id, label.text)))
                _out.WriteLine(speaker.Length == 0 ? label.text : $"{speaker}: {label.text}");
        }
    }

    /// <summary>Again only when there are others.</summary>
    void PrintButtons()
    {
        List<Button> buttons = Elements<Button>().Where(button => button.text.Length > 0 && button.enabledInHierarchy && button.IsShown).ToList();
        if (buttons.SequenceEqual(_buttons))
            return;
        _buttons.Clear();
        _buttons.AddRange(buttons);
        _out.WriteLine(string.Join("  ", buttons.Select((button, i) => $"[{i + 1}] {button.text}")));
    }

    void Take(string line)
    {
        if (int.TryParse(line, out int number) && number >= 1 && number <= _buttons.Count)
        {
            _out.WriteLine($"> {_buttons[number - 1].text}");
            _input.Pointer("click", _buttons[number - 1], default);
            return;
        }

        List<TextField> fields = Elements<TextField>().Where(candidate => candidate.enabledInHierarchy && candidate.IsShown).ToList();
        if ((fields.Find(candidate => candidate == candidate.focusController?.focusedElement) ?? fields.FirstOrDefault()) is not { } field)
        {
            _out.WriteLine("There is nothing to type into now: choose a number.");
            return;
        }

        _out.WriteLine($"> {line}");
        field.Focus();
        field.Edit(line);
        _input.KeyDown(KeyCode.Return, '\n', EventModifiers.None);
        _input.KeyUp(KeyCode.Return, EventModifiers.None);
    }

    IEnumerable<T> Elements<T>()
        where T : VisualElement => _player.Panels.SelectMany(panel => panel.visualTree.Query<T>().ToList());
}
