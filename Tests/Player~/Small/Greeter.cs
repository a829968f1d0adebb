using UnityEngine;
using UnityEngine.Events;
using UnityEngine.UIElements;

namespace Ojousama.Tests.Player;

/// <summary>The script of the small test scene.</summary>
public sealed class Greeter : MonoBehaviour
{
    [SerializeField] UIDocument document = null!;
    [SerializeField] string greeting = "";
    [SerializeField] Greeter? friend = null;
    [SerializeField] List<string> guests = [];
    [SerializeField] UnityEvent<string> onGreet = new();

    public string Heard { get; private set; } = "";

    public string Greeting => greeting;

    public Greeter? Friend => friend;

    public IReadOnlyList<string> Guests => guests;

    public Label Said { get; private set; } = null!;

    public void Hear(string words) => Heard += words;

    public void Greet(string name)
    {
        Said.text = greeting + name;
        document.rootVisualElement.Q("spoken").Add(new Label(Said.text));
        onGreet.Invoke(Said.text);
    }

    void OnEnable()
    {
        VisualElement root = document.rootVisualElement; // the document is there before any script
        Said = root.Q<Label>("said");
        root.Q<Button>("greet").clicked += () => Greet(root.Q<TextField>("who").value);
        root.Q<TextField>("who").RegisterCallback<KeyDownEvent>(e =>
        {
            if (e.keyCode == KeyCode.Return && Input.compositionString.Length == 0)
                Greet(root.Q<TextField>("who").value);
        }, TrickleDown.TrickleDown);
    }
}
