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

        [SerializeField, Tooltip("Shown by <<background evening>>.")]
        Texture2D evening = null!;

        Button _storyButton = null!;
        VisualElement _stage = null!;

        void OnEnable()
        {
            _stage = document.rootVisualElement.Q("stage");
            _storyButton = document.rootVisualElement.Q<Button>("story");
            _storyButton.clicked += BeginStory;
            talk.Begun += HideStoryButton;
            session.Moved += OnMoved;
            story.Commanded += OnCommanded;
            story.PlayerSaid += talk.ShowPlayerLine;
            story.Ended += EndStory;
        }

        void OnDisable()
        {
            _storyButton.clicked -= BeginStory;
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
            story.Begin();
        }

        void EndStory()
        {
            session.Record(new TextSet(Mode, ""));
            ShowMode(isStory: false);
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
            if (command.Name != "background")
                return;
            if (command.Arguments.Count > 0 && command.Arguments[0] == "evening")
                _stage.style.backgroundImage = new StyleBackground(evening);
            else
                _stage.style.backgroundImage = StyleKeyword.Null;
        }
    }
}
