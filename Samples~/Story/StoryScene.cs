using Ojousama.Unity;
using UnityEngine;

namespace Ojousama.Samples.Story
{
    /// <summary>Plays the script from its start. The story player does the rest: lines, choices, and the free talk.</summary>
    public sealed class StoryScene : MonoBehaviour
    {
        [SerializeField] GameSession session = null!;
        [SerializeField] StoryPlayer story = null!;

        void OnEnable() => story.Ended += Begin;

        void OnDisable() => story.Ended -= Begin;

        void Start() => Begin();

        void Begin()
        {
            session.Begin();
            story.Begin();
        }
    }
}
