// Stand-ins with the names of Unity's types, by which the reader knows them. Gone once the tests reference the player's engine.
namespace UnityEngine
{
    internal class Object;

    internal sealed class SerializeField : Attribute;
}

namespace UnityEngine.Serialization
{
    internal sealed class FormerlySerializedAsAttribute(string oldName) : Attribute
    {
        public string OldName => oldName;
    }
}
