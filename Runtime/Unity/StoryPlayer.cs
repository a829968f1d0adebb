using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Ojousama.Saving;
using Ojousama.Story;
using UnityEngine;

namespace Ojousama.Unity
{
    /// <summary>Plays a written story in a scene: its lines and choices, and the free talks between them.</summary>
    /// <remarks>Main thread only. Where the story stands is in the session, so saves, rollback and the backlog reach every line of it.</remarks>
    [AddComponentMenu("Ojousama/Story Player")]
    public sealed class StoryPlayer : MonoBehaviour
    {
        [SerializeField, Tooltip("Scripts in Yarn's syntax; nodes may jump from one to another.")]
        List<TextAsset> scripts = new List<TextAsset>();

        [SerializeField, Tooltip("Shows the lines.")]
        TextBoxView box = null!;

        [SerializeField, Tooltip("Shows the choices, and the way out of a free talk.")]
        ChoiceList choices = null!;

        [SerializeField, Tooltip("Takes what the player says in a free talk.")]
        LineInput input = null!;

        [SerializeField, Tooltip("Where the story stands.")]
        GameSession session = null!;

        [SerializeField, Tooltip("Who talks in the free talks; the first one where the script does not name another.")]
        List<DialogueAgent> cast = new List<DialogueAgent>();

        [SerializeField, Tooltip("On the button that leaves a free talk.")]
        string leaveText = "そろそろ切り上げる";

        [SerializeField, Tooltip("On the button that tries a step again that failed, as when the disk was full.")]
        string retryText = "もう一度試す";

        CancellationTokenSource? _run;
        ScriptRunner? _runner;

        /// <summary>The script has a command for the scene, such as <c>&lt;&lt;background evening&gt;&gt;</c>. It is told again when a save goes back to it.</summary>
        public event Action<ScriptCommand>? Commanded;

        /// <summary>The player has said something in a free talk.</summary>
        public event Action<string>? PlayerSaid;

        /// <summary>The story has come to its end.</summary>
        public event Action? Ended;

        /// <summary>Whether it is being played.</summary>
        public bool IsPlaying => _run != null;

        ScriptRunner Runner => _runner ??= new ScriptRunner(
            Script.Parse(scripts.Select(s => (s.text, s.name)), Functions), session.Transcript);

        /// <summary>What the scripts' formulae may call beside Yarn's functions. Add the game's own before a story begins.</summary>
        public ScriptFunctions Functions { get; } = new ScriptFunctions();

        /// <summary>Begins a story.</summary>
        /// <param name="node">Title of its first node; null for the first of the script.</param>
        /// <exception cref="OjousamaException">The script holds a mistake, or has no such node.</exception>
        public void Begin(string? node = null)
        {
            Stop();
            Runner.Start(node);
            Play(Runner.Next());
        }

        /// <summary>Goes on where the session stands: a save was loaded, or the player rolled back.</summary>
        public void Resume()
        {
            Stop();
            ScriptItem item = Runner.Resume();
            foreach (string command in session.State.Commands.Values)
                Commanded?.Invoke(new ScriptCommand(command));
            foreach (DialogueAgent agent in cast)
                agent.RestoreHistory(session.State.ConversationWith(agent.CharacterName));
            Play(item, isShownAgain: true);
        }

        /// <summary>Stops playing; what is shown stays.</summary>
        public void Stop()
        {
            _run?.Cancel();
            _run = null;
            choices.Hide();
        }

        void OnDisable()
        {
            if (IsPlaying)
                Stop();
            _runner = null;
        }

        void Play(ScriptItem first, bool isShownAgain = false)
        {
            _run = CancellationTokenSource.CreateLinkedTokenSource(destroyCancellationToken);
            PlayAsync(first, isShownAgain, _run.Token).LogErrors(this);
        }

        async Task PlayAsync(ScriptItem item, bool isShownAgain, CancellationToken cancellationToken)
        {
            while (true)
            {
                switch (item)
                {
                    case ScriptLine line when isShownAgain:
                        await box.ShowAgainAsync(line.Speaker, line.Text, cancellationToken);
                        break;
                    case ScriptLine line:
                        await box.ShowAsync(line.Speaker, line.Text, session.ReadLines.Contains(line.Id, line.Text), cancellationToken);
                        session.ReadLines.Add(line.Id, line.Text);
                        break;
                    case ScriptOptions options:
                        session.AutoSave();
                        int chosen = await choices.ChooseAsync(
                            options.Options.Select(o => o.Text).ToArray(), i => options.Options[i].IsAvailable, cancellationToken);
                        await UntilDoneAsync(() => Choose(chosen), cancellationToken);
                        break;
                    case ScriptCommand command:
                        Try(() => Commanded?.Invoke(command));
                        break;
                    case ScriptTalk talk:
                        session.AutoSave();
                        await TalkOrLeaveAsync(talk.Window, isShownAgain, cancellationToken);
                        break;
                    case ScriptEnd _:
                        _run = null;
                        Ended?.Invoke();
                        return;
                }

                isShownAgain = false;
                item = await UntilDoneAsync(Runner.Next, cancellationToken);
            }
        }

        bool Choose(int option)
        {
            Runner.Choose(option);
            return true;
        }

        /// <summary>A step that fails, as when the log cannot be written, is offered again: the player may make room, or load a save.</summary>
        async Task<T> UntilDoneAsync<T>(Func<T> step, CancellationToken cancellationToken)
        {
            while (true)
            {
                try
                {
                    return step();
                }
                catch (Exception e)
                {
                    Debug.LogException(e, this);
                }

                await choices.ChooseAsync(new[] { retryText }, cancellationToken: cancellationToken);
            }
        }

        /// <summary>The game's own code may fail, but not end the story.</summary>
        void Try(Action act)
        {
            try
            {
                act();
            }
            catch (Exception e)
            {
                Debug.LogException(e, this);
            }
        }

        /// <summary>A talk that cannot be held, as with nobody in the cast for it, is left.</summary>
        async Task TalkOrLeaveAsync(TalkWindow window, bool isShownAgain, CancellationToken cancellationToken)
        {
            try
            {
                await TalkAsync(window, isShownAgain, cancellationToken);
            }
            catch (Exception e) when (!(e is OperationCanceledException))
            {
                Debug.LogException(e, this);
                window.Leave();
            }
        }

        async Task TalkAsync(TalkWindow window, bool isShownAgain, CancellationToken cancellationToken)
        {
            if (isShownAgain && window.LastTurn is TurnTaken last)
            {
                PlayerSaid?.Invoke(last.Exchange.PlayerLine);
                await box.ShowAgainAsync(last.Character, last.Exchange.Reply, cancellationToken);
            }

            DialogueAgent agent = AgentOf(window);
            while (!window.IsOver)
            {
                string? line = await LineOrLeaveAsync(cancellationToken);
                if (line == null)
                {
                    window.Leave();
                    break;
                }

                await SayAsync(window, agent, line, cancellationToken);
            }

            Try(() => PlayerSaid?.Invoke(""));
        }

        /// <summary>A turn that fails on its way to the box leaves the field and the way out to the player.</summary>
        async Task SayAsync(TalkWindow window, DialogueAgent agent, string line, CancellationToken cancellationToken)
        {
            Try(() => PlayerSaid?.Invoke(line));
            try
            {
                await box.ShowAsync(window.Follow(agent.SayAsync(line, cancellationToken), cancellationToken), cancellationToken);
            }
            catch (Exception e) when (!(e is OperationCanceledException))
            {
                Debug.LogException(e, this);
            }
        }

        DialogueAgent AgentOf(TalkWindow window) =>
            (window.Character.Length == 0 ? cast.FirstOrDefault() : cast.FirstOrDefault(agent => agent.CharacterName == window.Character))
                ?? throw new OjousamaException(
                    $"Nobody in the cast of {name} is called “{window.Character}”, with whom the talk “{window.Id}” is",
                    $"Add her Dialogue Agent to the cast, or name one of {string.Join(", ", cast.Select(agent => agent.CharacterName))} in the script");

        /// <summary>What the player types, or null if he leaves.</summary>
        async Task<string?> LineOrLeaveAsync(CancellationToken cancellationToken)
        {
            var said = new TaskCompletionSource<string?>();
            void OnSent(string line) => said.TrySetResult(line);
            void OnChosen(int index) => said.TrySetResult(null);
            input.Sent += OnSent;
            choices.Chosen += OnChosen;
            try
            {
                choices.Show(new[] { leaveText });
                input.IsEnabled = true;
                input.Focus();
                using (cancellationToken.Register(() => said.TrySetCanceled(cancellationToken)))
                    return await said.Task;
            }
            finally
            {
                input.Sent -= OnSent;
                choices.Chosen -= OnChosen;
                if (input.isActiveAndEnabled) // the scene may be coming down
                    input.IsEnabled = false;
                if (choices.isActiveAndEnabled)
                    choices.Hide();
            }
        }
    }
}
