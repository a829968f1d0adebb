using Ojousama.Unity;
using UnityEngine;

namespace Ojousama.Samples.Story
{
    /// <summary>Plays the script from its start. The story player does the rest: lines, choices, and the free talk.</summary>
    public sealed class StoryScene : MonoBehaviour
    {
        [SerializeField] GameSession session = null!;
        [SerializeField] StoryPlayer story = null!;
        [SerializeField] LineInput input = null!;

        void OnEnable() => story.Ended += Begin;

        void OnDisable() => story.Ended -= Begin;

        void Start()
        {
            input.IsEnabled = false; // until the story lets the player talk
            Begin();
        }

        void Begin()
        {
            session.Begin();
            story.Begin();
        }
    }
}
