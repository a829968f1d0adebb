using System.Linq;
using Ojousama.Character;
using Ojousama.Recall.Memory;
using UnityEngine;
using UnityEngine.UIElements;

namespace Ojousama.Unity
{
    /// <summary>What a character remembers of the player: he sees it, with the line that told it, changes it, and lets it be forgotten.</summary>
    [AddComponentMenu("Ojousama/Memory")]
    public sealed class MemoryView : PanelView
    {
        [SerializeField, Tooltip("Whose memory is shown.")]
        DialogueAgent agent = null!;

        /// <inheritdoc/>
        protected override string Title => "覚えていること";

        /// <inheritdoc/>
        protected override void Fill(VisualElement frame)
        {
            var list = Add(frame, new ScrollView { name = "memories" }, "ojousama-panel__list");
            PlayerMemory? memory = agent.Memory?.Player;
            if (memory == null || agent.Sheet!.Sheet.memorySlots.Count == 0)
            {
                Add(list, new Label("まだ何も覚えておりません。"), "ojousama-memory__source");
                return;
            }

            foreach (MemorySlot slot in agent.Sheet!.Sheet.memorySlots)
                list.Add(Row(memory, slot, memory.Facts.FirstOrDefault(f => f.Slot == slot)));
        }

        VisualElement Row(PlayerMemory memory, MemorySlot slot, PlayerFact? fact)
        {
            var row = new VisualElement();
            row.AddToClassList("ojousama-memory__row");
            Add(row, new Label(slot.label), "ojousama-memory__label");
            var value = Add(row, new TextField { name = "memory-" + slot.name, value = fact?.Value ?? "", tooltip = slot.label }, "ojousama-memory__value");
            value.RegisterCallback<FocusOutEvent>(_ =>
            {
                if (value.value.Trim() != (fact?.Value ?? ""))
                    Change(memory, slot, value.value.Trim());
            });
            bool isTold = fact != null && fact.Source.Length > 0;
            Add(row, new Label(isTold ? $"「{fact!.Source}」" : ""), "ojousama-memory__source");
            var forget = Add(row, new Button(() => Change(memory, slot, "")) { text = "忘れる", name = "forget-" + slot.name }, "ojousama-backlog__jump");
            forget.SetEnabled(fact != null);
            return row;
        }

        void Change(PlayerMemory memory, MemorySlot slot, string value)
        {
            try
            {
                memory.Set(slot.name, value);
            }
            catch (OjousamaException)
            {
                // No such day or number: the field shows again what is kept.
            }

            if (IsOpen)
                Refill();
        }
    }
}
