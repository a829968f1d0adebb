using System;
using Ojousama.TextBox;
using UnityEngine;
using UnityEngine.UIElements;

namespace Ojousama.Unity
{
    /// <summary>What the player likes: text speed, auto mode, font size, opacity of the box. Kept in PlayerPrefs.</summary>
    [AddComponentMenu("Ojousama/Settings")]
    public sealed class SettingsView : PanelView
    {
        const string Prefix = "Ojousama.";

        static readonly TimeSpan AutoPage = new Pacing().AutoPage, AutoCharacter = new Pacing().AutoCharacter;

        [SerializeField, Tooltip("The box that follows the settings.")]
        TextBoxView box = null!;

        /// <inheritdoc/>
        protected override string Title => "設定";

        /// <inheritdoc/>
        protected override void Fill(VisualElement frame)
        {
            AddSlider(frame, "text-speed", "文字の速さ", 0.5f, 4f);
            AddToggle(frame, "instant", "一度に表示する");
            AddSlider(frame, "auto-speed", "オートの速さ", 0.5f, 3f);
            AddToggle(frame, "skip-unread", "未読もスキップする");
            AddSlider(frame, "font-scale", "文字の大きさ", 0.8f, 1.4f);
            AddSlider(frame, "opacity", "ウィンドウの濃さ", 0.3f, 1f);
        }

        /// <inheritdoc/>
        protected override void OnEnable()
        {
            base.OnEnable();
            Apply();
        }

        void Start() => Apply(); // the box may have been enabled after this

        void Apply()
        {
            Pacing pacing = box.Window.Pacing;
            pacing.Speed = Get("text-speed");
            pacing.Instant = Get("instant") != 0;
            pacing.AutoPage = AutoPage / Get("auto-speed");
            pacing.AutoCharacter = AutoCharacter / Get("auto-speed");
            pacing.SkipUnread = Get("skip-unread") != 0;
            if (!box.isActiveAndEnabled)
                return;
            if (box.FontScale != Get("font-scale"))
                box.FontScale = Get("font-scale");
            box.Opacity = Get("opacity");
        }

        void AddSlider(VisualElement frame, string key, string label, float low, float high)
        {
            var slider = Add(frame, new Slider(label, low, high) { name = key, value = Get(key) }, "ojousama-settings__row");
            slider.RegisterValueChangedCallback(e => Set(key, e.newValue));
        }

        void AddToggle(VisualElement frame, string key, string label)
        {
            var toggle = Add(frame, new Toggle(label) { name = key, value = Get(key) != 0 }, "ojousama-settings__row");
            toggle.RegisterValueChangedCallback(e => Set(key, e.newValue ? 1 : 0));
        }

        void Set(string key, float value)
        {
            PlayerPrefs.SetFloat(Prefix + key, value);
            Apply();
        }

        static float Get(string key) => PlayerPrefs.GetFloat(Prefix + key, key == "instant" || key == "skip-unread" ? 0 : 1);
    }
}
