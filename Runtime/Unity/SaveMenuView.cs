using System;
using Ojousama.Saving;
using UnityEngine;
using UnityEngine.UIElements;

namespace Ojousama.Unity
{
    /// <summary>The slots: ten of the player's, ten quick and ten automatic ones, to save into or to load from.</summary>
    [AddComponentMenu("Ojousama/Save Menu")]
    public sealed class SaveMenuView : PanelView
    {
        [SerializeField, Tooltip("Whose saves these are.")]
        GameSession session = null!;

        SaveSlot? _armed; // taken, and pressed once: the next press overwrites it
        bool _isSaving;

        /// <summary>Draws the scene of a save small, into an element that is given to it; null for none. Costs the save no bytes, as a picture in it would.</summary>
        public Action<GameState, VisualElement>? DrawThumbnail { get; set; }

        /// <inheritdoc/>
        protected override string Title => _isSaving ? "セーブ" : "ロード";

        /// <summary>Shows it for saving.</summary>
        public void OpenToSave() => Open(isSaving: true);

        /// <summary>Shows it for loading.</summary>
        public void OpenToLoad() => Open(isSaving: false);

        /// <inheritdoc/>
        protected override void Fill(VisualElement frame)
        {
            var list = Add(frame, new ScrollView { name = "slots" }, "ojousama-panel__list");
            AddGroup(list, SaveKind.Manual, "手動セーブ");
            if (_isSaving)
                return;
            AddGroup(list, SaveKind.Quick, "クイックセーブ");
            AddGroup(list, SaveKind.Auto, "オートセーブ");
        }

        void Open(bool isSaving)
        {
            _isSaving = isSaving;
            _armed = null;
            Open();
        }

        void AddGroup(VisualElement list, SaveKind kind, string title)
        {
            Add(list, new Label(title), "ojousama-saves__group");
            var grid = Add(list, new VisualElement(), "ojousama-saves__grid");
            for (int number = 1; number <= SaveSlot.PerKind; number++)
                grid.Add(Slot(new SaveSlot(kind, number)));
        }

        Button Slot(SaveSlot slot)
        {
            var button = new Button(() => Press(slot)) { name = slot.ToString() };
            button.AddToClassList("ojousama-saves__slot");
            bool canLoad = false;
            string when = "——", what = "空き";
            try
            {
                if (session.Slots.IsTaken(slot))
                {
                    Save save = session.Slots.Load(slot);
                    canLoad = true;
                    when = save.TimeText;
                    what = save.Caption;
                    AddThumbnail(button, save);
                }
            }
            catch (OjousamaException)
            {
                what = "読み込めないセーブデータです";
            }

            Add(button, new Label($"{slot.Number:00}　{when}"), "ojousama-saves__when");
            Add(button, new Label(slot.Equals(_armed) ? "もう一度押すと上書きします" : what), "ojousama-saves__what");
            button.SetEnabled(_isSaving || canLoad);
            return button;
        }

        void AddThumbnail(VisualElement slot, Save save)
        {
            if (DrawThumbnail == null)
                return;
            using var transcript = new Transcript();
            transcript.Load(save.Events);
            DrawThumbnail(transcript.State, Add(slot, new VisualElement { pickingMode = PickingMode.Ignore }, "ojousama-saves__picture"));
        }

        void Press(SaveSlot slot)
        {
            try
            {
                if (!_isSaving)
                {
                    Close();
                    session.Load(slot);
                    return;
                }

                if (!session.Slots.IsTaken(slot) || slot.Equals(_armed))
                {
                    session.Save(slot);
                    _armed = null;
                }
                else
                {
                    _armed = slot;
                }

                Refill();
            }
            catch (OjousamaException e)
            {
                Debug.LogException(e, this);
            }
        }
    }
}
