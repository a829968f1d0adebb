using Ojousama.Character;
using UnityEngine;

namespace Ojousama.Unity
{
    /// <summary>A character sheet as an asset of the project: Unity's inspector and the Studio edit the same file.</summary>
    [CreateAssetMenu(menuName = "Ojousama/Character Sheet", fileName = "Character", order = 90)]
    public sealed class CharacterSheetAsset : ScriptableObject
    {
        [SerializeField] CharacterSheet sheet = new CharacterSheet();

        /// <summary>The sheet itself. Change it only while no agent is loaded with it.</summary>
        public CharacterSheet Sheet => sheet;
    }
}
