using Ojousama.TextBox;
using UnityEngine;
using UnityEngine.UIElements;

namespace Ojousama.Unity
{
    /// <summary>The lines so far, with a search, and a way back to each.</summary>
    [AddComponentMenu("Ojousama/Backlog")]
    public sealed class BacklogView : PanelView
    {
        [SerializeField, Tooltip("Whose lines are shown.")]
        GameSession session = null!;

        ScrollView _list = null!;
        int _found;

        /// <inheritdoc/>
        protected override string Title => "これまでのお話";

        /// <inheritdoc/>
        protected override void Fill(VisualElement frame)
        {
            Backlog backlog = session.Backlog;
            var search = Add(frame, new TextField { name = "backlog-search", tooltip = "探す言葉 / Search" }, "ojousama-panel__search");
            search.RegisterCallback<KeyDownEvent>(e =>
            {
                if (e.keyCode == KeyCode.Return && Input.compositionString.Length == 0)
                    Find(search.value);
            });
            search.RegisterValueChangedCallback(_ => _found = backlog.Count);
            _found = backlog.Count;
            _list = Add(frame, new ScrollView { name = "backlog-lines" }, "ojousama-panel__list");
            for (int i = 0; i < backlog.Count; i++)
                _list.Add(Row(backlog[i]));
            if (backlog.Count == 0)
                Add(_list, new Label("まだ何もお話ししていません。"), "ojousama-backlog__empty");
            else
                _list.schedule.Execute(() => _list.ScrollTo(_list[_list.childCount - 1])); // it has no size yet
        }

        VisualElement Row(BacklogEntry entry)
        {
            var row = new VisualElement();
            row.AddToClassList("ojousama-backlog__row");
            Add(row, new Label(entry.Speaker), "ojousama-backlog__speaker");
            Add(row, new Label(entry.PlainText), "ojousama-backlog__text");
            Add(row, new Button(() => JumpTo(entry)) { text = "戻る", tooltip = "ここへ戻る / Back to this line" }, "ojousama-backlog__jump");
            return row;
        }

        void JumpTo(BacklogEntry entry)
        {
            Close();
            session.JumpTo(entry);
        }

        /// <summary>Goes to the next older line that holds the words; from the oldest back to the newest.</summary>
        void Find(string words)
        {
            if (words.Length == 0)
                return;
            int at = session.Backlog.FindLast(words, _found);
            if (at < 0)
                at = session.Backlog.FindLast(words);
            for (int i = 0; i < _list.childCount; i++)
                _list[i].EnableInClassList("ojousama-backlog__row--found", i == at);
            if (at < 0)
                return;
            _found = at;
            _list.ScrollTo(_list[at]);
        }
    }
}
