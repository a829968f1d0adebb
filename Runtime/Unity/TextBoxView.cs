using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Ojousama.Dialogue;
using Ojousama.TextBox;
using UnityEngine;
using UnityEngine.UIElements;

namespace Ojousama.Unity
{
    /// <summary>A visual novel's text box over UI Toolkit: shows what is said, character by character, until the reader goes on.</summary>
    /// <remarks>
    /// Main thread only. It fills the element named <see cref="element"/> of the document with a name plate, the text, a mark that
    /// tells the reader to go on, and, unseen, the sentences one by one for screen readers.
    /// </remarks>
    [AddComponentMenu("Ojousama/Text Box")]
    public sealed class TextBoxView : MonoBehaviour
    {
        [SerializeField, Tooltip("The document that holds the box.")]
        UIDocument document = null!;

        [SerializeField, Tooltip("Name of the element that becomes the box.")]
        string element = "text-box";

        [SerializeField, Min(2), Tooltip("Full-width characters of a line. Two more fit, for marks that may not start one.")]
        int cells = 25;

        [SerializeField, Min(1), Tooltip("Lines of a page.")]
        int rows = 3;

        [SerializeField, Min(8), Tooltip("Size of a character in pixels of the panel.")]
        float characterSize = 32;

        [SerializeField, Range(1.2f, 3f), Tooltip("Distance of two lines in characters.")]
        float lineHeight = 1.6f;

        MessageWindow? _window;
        GlyphLayer _glyphs = null!;
        VisualElement _box = null!, _mark = null!, _spoken = null!;
        Label _plate = null!;
        TaskCompletionSource<bool>? _left;
        float _fontScale = 1;
        bool _isHidden;

        /// <summary>The text box behind the pixels: its pacing, auto and skip modes, and events.</summary>
        public MessageWindow Window => _window ??= new MessageWindow(cells, rows);

        /// <summary>Name on the plate; empty hides it.</summary>
        public string Speaker
        {
            get => _plate.text;
            private set
            {
                _plate.text = value;
                _plate.style.display = value.Length == 0 ? DisplayStyle.None : DisplayStyle.Flex;
            }
        }

        /// <summary>Whether the player has put the box away to look at the picture.</summary>
        public bool IsHidden
        {
            get => _isHidden;
            set
            {
                _isHidden = value;
                _box.style.visibility = value ? Visibility.Hidden : Visibility.Visible;
            }
        }

        /// <summary>The player's font size: 1 is as the author set it. Fewer characters fit when they are larger.</summary>
        public float FontScale
        {
            get => _fontScale;
            set
            {
                _fontScale = value;
                Window.Resize(Mathf.Max(2, Mathf.Floor(cells / value)), Mathf.Max(1, Mathf.FloorToInt(rows / value)));
                _glyphs.Resize(characterSize * value, characterSize * value * lineHeight);
            }
        }

        /// <summary>Opacity of the box, 0 to 1; the text keeps its own.</summary>
        public float Opacity
        {
            get => _box.Q("text-box-back").resolvedStyle.opacity;
            set => _box.Q("text-box-back").style.opacity = value;
        }

        /// <summary>Shows a character's answer as it comes, until the reader has left it.</summary>
        /// <param name="items">From <see cref="DialogueAgent.SayAsync"/>.</param>
        /// <param name="cancellationToken">Stops the answer; what is shown of it stays.</param>
        /// <returns>The turn; if it failed, one whose reply is the fallback line.</returns>
        public async Task<Turn> ShowAsync(IAsyncEnumerable<DialogueItem> items, CancellationToken cancellationToken = default)
        {
            TaskCompletionSource<bool>? left = null;
            Turn? turn = null;
            try
            {
                await foreach (DialogueItem item in items.WithCancellation(cancellationToken))
                {
                    if (left != null && left != _left)
                        throw new OperationCanceledException("Another line took the place of this one in the text box.");
                    switch (item)
                    {
                        case TurnStarted started:
                            left = Begin(started.Speaker, isRead: false);
                            break;
                        case TextPiece piece:
                            Window.Append(piece.Text);
                            break;
                        case TurnFinished finished:
                            turn = finished.Turn;
                            Window.Complete();
                            break;
                        case TurnFailed failed:
                            turn = failed.Turn;
                            Window.Replace(failed.FallbackLine);
                            break;
                    }
                }
            }
            finally
            {
                // A turn that was cancelled leaves what is shown of it, unless the box has another text already.
                if (turn == null && left != null && left == _left && Window.IsOpen)
                    Window.Complete();
            }

            await LeftAsync(left!, cancellationToken);
            return turn ?? throw new InvalidOperationException("The stream of the turn ended without its last item.");
        }

        /// <summary>Shows a line that the author wrote, until the reader has left it.</summary>
        /// <param name="speaker">Name on the plate; empty for the narrator.</param>
        /// <param name="text">May hold markup.</param>
        /// <param name="isRead">Whether the player has read it before: it may be skipped.</param>
        /// <param name="cancellationToken">Ends the wait; the line stays.</param>
        public Task ShowAsync(string speaker, string text, bool isRead = false, CancellationToken cancellationToken = default)
        {
            TaskCompletionSource<bool> left = Begin(speaker, isRead);
            Window.Append(text);
            Window.Complete();
            return LeftAsync(left, cancellationToken);
        }

        /// <summary>Shows a line at once, as one that was already read, until the reader has left it: rollback or a save went back to it.</summary>
        public Task ShowAgainAsync(string speaker, string text, CancellationToken cancellationToken = default)
        {
            Task left = ShowAsync(speaker, text, isRead: true, cancellationToken);
            Window.HurryUp();
            return left;
        }

        /// <summary>What a click and Enter do: shows a hidden box, hurries the text up, turns the page, or leaves the text.</summary>
        public void Advance()
        {
            if (IsHidden)
                IsHidden = false;
            else
                Window.Advance();
        }

        void OnEnable()
        {
            _box = document.rootVisualElement.Q(element) ?? throw new OjousamaException(
                $"The text box '{name}' finds no element named '{element}' in its document", $"Add <ui:VisualElement name=\"{element}\"/> to the UXML");
            _box.Clear();
            _box.AddToClassList("ojousama-text-box");
            Add(new VisualElement { name = "text-box-back" }, "ojousama-text-box__back");
            _plate = Add(new Label { name = "name-plate" }, "ojousama-text-box__name");
            _glyphs = new GlyphLayer(Add(new VisualElement { name = "text" }, "ojousama-text-box__text"));
            _mark = Add(new Label("▼") { name = "next-mark" }, "ojousama-text-box__mark");
            _spoken = Add(new VisualElement { name = "spoken" }, "live-region");
            _box.RegisterCallback<ClickEvent>(OnClick);
            Window.SentenceShown += OnSentenceShown;
            Window.Finished += OnFinished;
            Speaker = "";
            FontScale = _fontScale;

            T Add<T>(T child, string style)
                where T : VisualElement
            {
                child.pickingMode = PickingMode.Ignore;
                child.AddToClassList(style);
                _box.Add(child);
                return child;
            }
        }

        void OnDisable()
        {
            _box.UnregisterCallback<ClickEvent>(OnClick);
            Window.SentenceShown -= OnSentenceShown;
            Window.Finished -= OnFinished;
            _left?.TrySetCanceled();
        }

        void Update()
        {
            if (!IsHidden)
                Window.Update(Time.unscaledDeltaTime);
            _glyphs.Draw(Window);
            _mark.EnableInClassList("ojousama-text-box__mark--on", Window.CanGoOn);
        }

        /// <summary>Another text takes the place of the last one, which nobody waits for any more.</summary>
        /// <returns>What ends when the reader has left the text. It also tells whose the box is.</returns>
        TaskCompletionSource<bool> Begin(string speaker, bool isRead)
        {
            _left?.TrySetCanceled();
            _left = new TaskCompletionSource<bool>();
            Speaker = speaker;
            _spoken.Clear();
            Window.Begin(isRead);
            return _left;
        }

        static async Task LeftAsync(TaskCompletionSource<bool> left, CancellationToken cancellationToken)
        {
            using (cancellationToken.Register(() => left.TrySetCanceled(cancellationToken)))
                await left.Task;
        }

        void OnClick(ClickEvent e) => Advance();

        void OnFinished() => _left?.TrySetResult(true);

        void OnSentenceShown(string sentence) => _spoken.Add(new Label(sentence));
    }
}
