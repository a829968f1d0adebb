using System;

namespace Ojousama.TextBox
{
    /// <summary>How fast text appears. A player's settings may change it at any time; the next character obeys.</summary>
    public sealed class Pacing
    {
        float _speed = 1;

        /// <summary>Before each character.</summary>
        /// <value>Default 30 ms.</value>
        public TimeSpan Character { get; set; } = TimeSpan.FromMilliseconds(30);

        /// <summary>Added after a comma.</summary>
        /// <value>Default 150 ms.</value>
        public TimeSpan CommaPause { get; set; } = TimeSpan.FromMilliseconds(150);

        /// <summary>Added after a run of 。！？, except before a closing bracket.</summary>
        /// <value>Default 300 ms.</value>
        public TimeSpan StopPause { get; set; } = TimeSpan.FromMilliseconds(300);

        /// <summary>How long auto mode leaves a page, apart from <see cref="AutoCharacter"/>.</summary>
        /// <value>Default 1.3 s.</value>
        public TimeSpan AutoPage { get; set; } = TimeSpan.FromMilliseconds(1300);

        /// <summary>How much longer auto mode leaves a page for each character on it.</summary>
        /// <value>Default 60 ms.</value>
        public TimeSpan AutoCharacter { get; set; } = TimeSpan.FromMilliseconds(60);

        /// <summary>How long a page stands while text is skipped.</summary>
        /// <value>Default 50 ms.</value>
        public TimeSpan SkipPage { get; set; } = TimeSpan.FromMilliseconds(50);

        /// <summary>Whether text that was never read is skipped too.</summary>
        /// <value>Default false.</value>
        public bool SkipUnread { get; set; }

        /// <summary>Text speed: at 2, characters and pauses take half as long. Auto mode's times stay.</summary>
        /// <value>Default 1; above 0.</value>
        public float Speed
        {
            get => _speed;
            set => _speed = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "The text speed must be above 0.");
        }

        /// <summary>Text appears at once, page by page.</summary>
        /// <value>Default false.</value>
        public bool Instant { get; set; }
    }
}
