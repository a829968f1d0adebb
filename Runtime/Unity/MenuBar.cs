using System;
using System.Collections.Generic;
using Ojousama.Saving;
using UnityEngine;
using UnityEngine.UIElements;

namespace Ojousama.Unity
{
    /// <summary>What a reader of visual novels expects at hand: auto, skip, backlog, rollback, saves, settings, and hiding the box.</summary>
    /// <remarks>
    /// It wires the buttons of the document that have these names, and the keys: A auto, S skip (Ctrl while it is held), PageUp or wheel
    /// backlog, ← and → rollback and forward, F5 and F9 quick save and load, F6 and F7 save and load, F4 memory, F8 settings, H hide.
    /// Letters and arrows belong to a text field while it has the focus; Escape leaves the field.
    /// </remarks>
    [AddComponentMenu("Ojousama/Menu Bar")]
    public sealed class MenuBar : MonoBehaviour
    {
        [SerializeField] UIDocument document = null!;
        [SerializeField] TextBoxView box = null!;
        [SerializeField] GameSession session = null!;
        [SerializeField] BacklogView backlog = null!;
        [SerializeField] SaveMenuView saves = null!;
        [SerializeField] SettingsView settings = null!;
        [SerializeField, Tooltip("May be empty.")] MemoryView? memory;

        readonly List<(Button Button, Action Action)> _buttons = new List<(Button, Action)>();
        VisualElement _root = null!;
        Button? _auto, _skip;
        bool _isHeld; // skipping only while Ctrl is down

        void OnEnable()
        {
            _root = document.rootVisualElement;
            _auto = Wire("auto", ToggleAuto);
            _skip = Wire("skip", ToggleSkip);
            Wire("log", backlog.Open);
            Wire("back", () => session.RollBack());
            Wire("forward", () => session.Forward());
            Wire("save", saves.OpenToSave);
            Wire("load", saves.OpenToLoad);
            Wire("quick-save", QuickSave);
            Wire("quick-load", QuickLoad);
            Wire("settings", settings.Open);
            if (memory != null)
                Wire("memory", memory.Open);
            Wire("hide", () => box.IsHidden = true);
            _root.RegisterCallback<KeyDownEvent>(OnKeyDown);
            _root.RegisterCallback<KeyUpEvent>(OnKeyUp);
            _root.RegisterCallback<WheelEvent>(OnWheel);
        }

        void OnDisable()
        {
            foreach ((Button button, Action action) in _buttons)
                button.clicked -= action;
            _buttons.Clear();
            _root.UnregisterCallback<KeyDownEvent>(OnKeyDown);
            _root.UnregisterCallback<KeyUpEvent>(OnKeyUp);
            _root.UnregisterCallback<WheelEvent>(OnWheel);
        }

        void Update()
        {
            _auto?.EnableInClassList("ojousama-menu--on", box.Window.Auto);
            _skip?.EnableInClassList("ojousama-menu--on", box.Window.Skip);
        }

        Button? Wire(string button, Action action)
        {
            var found = _root.Q<Button>(button);
            if (found == null)
                return null; // an author's bar may have fewer
            found.clicked += action;
            _buttons.Add((found, action));
            return found;
        }

        void ToggleAuto() => box.Window.Auto = !box.Window.Auto;

        void ToggleSkip() => box.Window.Skip = !box.Window.Skip;

        void QuickSave() => Try(() => session.Save(session.Slots.Oldest(SaveKind.Quick)));

        void QuickLoad() => Try(() =>
        {
            foreach (SaveSlot slot in session.Slots.Taken())
            {
                if (slot.Kind != SaveKind.Quick)
                    continue;
                session.Load(slot);
                return;
            }
        });

        void Try(Action action)
        {
            try
            {
                action();
            }
            catch (OjousamaException e)
            {
                Debug.LogException(e, this);
            }
        }

        void OnKeyDown(KeyDownEvent e)
        {
            bool isTyping = e.target is TextField;
            switch (e.keyCode)
            {
                case KeyCode.Escape when isTyping:
                    _root.Focus();
                    break;
                case KeyCode.PageUp:
                    backlog.Open();
                    break;
                case KeyCode.F4 when memory != null:
                    memory.Open();
                    break;
                case KeyCode.F5:
                    QuickSave();
                    break;
                case KeyCode.F6:
                    saves.OpenToSave();
                    break;
                case KeyCode.F7:
                    saves.OpenToLoad();
                    break;
                case KeyCode.F8:
                    settings.Open();
                    break;
                case KeyCode.F9:
                    QuickLoad();
                    break;
                case KeyCode.LeftControl:
                case KeyCode.RightControl:
                    _isHeld |= !box.Window.Skip;
                    box.Window.Skip = true;
                    break;
                case KeyCode.A when !isTyping:
                    ToggleAuto();
                    break;
                case KeyCode.S when !isTyping:
                    ToggleSkip();
                    break;
                case KeyCode.H when !isTyping:
                    box.IsHidden = !box.IsHidden;
                    break;
                case KeyCode.LeftArrow when !isTyping:
                    session.RollBack();
                    break;
                case KeyCode.RightArrow when !isTyping:
                    session.Forward();
                    break;
            }
        }

        void OnKeyUp(KeyUpEvent e)
        {
            if (!_isHeld || (e.keyCode != KeyCode.LeftControl && e.keyCode != KeyCode.RightControl))
                return;
            _isHeld = false;
            box.Window.Skip = false;
        }

        void OnWheel(WheelEvent e)
        {
            if (e.delta.y < 0 && !backlog.IsOpen && !saves.IsOpen && !settings.IsOpen && (memory == null || !memory.IsOpen))
                backlog.Open();
        }
    }
}
