using System;

namespace Ojousama.Saving
{
    /// <summary>Who fills a slot.</summary>
    public enum SaveKind
    {
        /// <summary>The player, who chose the slot.</summary>
        Manual,

        /// <summary>The player, by one key.</summary>
        Quick,

        /// <summary>The game, at choices and scene changes.</summary>
        Auto,
    }

    /// <summary>A place for a save: ten of each kind.</summary>
    public readonly struct SaveSlot : IEquatable<SaveSlot>
    {
        /// <summary>Slots of each kind.</summary>
        public const int PerKind = 10;

        /// <param name="kind">Who fills it.</param>
        /// <param name="number">1 to 10.</param>
        public SaveSlot(SaveKind kind, int number)
        {
            if (number < 1 || number > PerKind)
                throw new ArgumentOutOfRangeException(nameof(number), number, $"Slots are numbered from 1 to {PerKind}.");
            Kind = kind;
            Number = number;
        }

        /// <summary>Who fills it.</summary>
        public SaveKind Kind { get; }

        /// <summary>1 to 10.</summary>
        public int Number { get; }

        /// <inheritdoc/>
        public bool Equals(SaveSlot other) => Kind == other.Kind && Number == other.Number;

        /// <inheritdoc/>
        public override bool Equals(object? obj) => obj is SaveSlot other && Equals(other);

        /// <inheritdoc/>
        public override int GetHashCode() => ((int)Kind * PerKind) + Number;

        /// <summary>The name of its file, without extension: manual-01.</summary>
        public override string ToString() => $"{Kind.ToString().ToLowerInvariant()}-{Number:00}";
    }
}
