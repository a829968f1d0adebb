using System;
using Ojousama.Saving;
using Ojousama.Story;
using Ojousama.Unity;
using UnityEngine;
using UnityEngine.UIElements;

namespace Ojousama.Samples.DatingSim
{
    /// <summary>The game: a free talk whenever the player likes, and a story that he can begin. Saves and rollback lead into either.</summary>
    public sealed class GameScene : MonoBehaviour
    {
        const string Mode = "mode", StoryMode = "story"; // a text of the game's state

        [SerializeField] UIDocument document = null!;
        [SerializeField] GameSession session = null!;
        [SerializeField] TalkScene talk = null!;
        [SerializeField] StoryPlayer story = null!;
        [SerializeField] PortraitView portrait = null!;
        [SerializeField] SaveMenuView saves = null!;

        [SerializeField, Tooltip("Shown by <<background evening>>.")]
        Texture2D evening = null!;

        Button _storyButton = null!, _titleButton = null!;
        VisualElement _stage = null!;

        void OnEnable()
        {
            _stage = document.rootVisualElement.Q("stage");
            _storyButton = document.rootVisualElement.Q<Button>("story");
            _storyButton.clicked += BeginStory;
            _titleButton = document.rootVisualElement.Q<Button>("title");
            _titleButton.clicked += GoToTitle;
            saves.DrawThumbnail = DrawThumbnail;
            talk.Begun += HideStoryButton;
            session.Moved += OnMoved;
            story.Commanded += OnCommanded;
            story.PlayerSaid += talk.ShowPlayerLine;
            story.Ended += EndStory;
        }

        void OnDisable()
        {
            _storyButton.clicked -= BeginStory;
            _titleButton.clicked -= GoToTitle;
            saves.DrawThumbnail = null;
            talk.Begun -= HideStoryButton;
            session.Moved -= OnMoved;
            story.Commanded -= OnCommanded;
            story.PlayerSaid -= talk.ShowPlayerLine;
            story.Ended -= EndStory;
        }

        void Start() => talk.Welcome();

        void BeginStory()
        {
            if (session.CanContinue)
                session.AutoSave();
            session.Begin();
            session.Record(new TextSet(Mode, StoryMode));
            ShowMode(isStory: true);
            document.rootVisualElement.Focus(); // the button that had it is hidden now
            story.Begin();
        }

        void EndStory()
        {
            session.Record(new TextSet(Mode, ""));
            GoToTitle();
        }

        void GoToTitle()
        {
            story.Stop();
            ShowMode(isStory: false);
            portrait.Show("");
            talk.Welcome();
        }

        /// <summary>A save, the backlog or rollback went elsewhere.</summary>
        void OnMoved()
        {
            if (session.State.Step == null && session.State.TextOf(Mode).Length == 0)
                return; // a new game begins
            bool isStory = session.State.TextOf(Mode) == StoryMode;
            if (!isStory)
                story.Stop();
            ShowMode(isStory);
            if (isStory)
                story.Resume();
            else
                talk.Resume();
        }

        void ShowMode(bool isStory)
        {
            talk.enabled = !isStory;
            if (isStory)
                HideStoryButton();
            else
                _storyButton.style.display = DisplayStyle.Flex;
            _stage.style.backgroundImage = StyleKeyword.Null; // the style sheet's own
        }

        void HideStoryButton() => _storyButton.style.display = DisplayStyle.None;

        void OnCommanded(ScriptCommand command)
        {
            if (command.Name == "background")
                DrawBackground(command.Text, _stage);
        }

        void DrawBackground(string command, VisualElement on)
        {
            if (command.EndsWith("evening"))
                on.style.backgroundImage = new StyleBackground(evening);
            else
                on.style.backgroundImage = StyleKeyword.Null; // the style sheet's own
        }

        void DrawThumbnail(GameState state, VisualElement picture)
        {
            DrawBackground(state.Commands.TryGetValue("background", out string? command) ? command : "", picture);
            var face = new VisualElement { pickingMode = PickingMode.Ignore };
            face.AddToClassList("ojousama-saves__face");
            portrait.Draw(LastFace(state.Step switch { TurnTaken turn => turn.Exchange.Reply, LineShown line => line.Text, _ => "" }), face);
            picture.Add(face);
        }

        static string LastFace(string text)
        {
            const string Tag = "[face:";
            int at = text.LastIndexOf(Tag, StringComparison.Ordinal);
            int end = at < 0 ? -1 : text.IndexOf(']', at);
            return end < 0 ? "" : text.Substring(at + Tag.Length, end - at - Tag.Length);
        }
    }
}
