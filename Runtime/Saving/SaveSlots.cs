using System;
using System.Collections.Generic;
using System.IO;
using Ojousama.Storage;

namespace Ojousama.Saving
{
    /// <summary>The saves of a player: a folder with a file a slot.</summary>
    /// <remarks>A save that is written is whole or not there at all; the one it replaces is kept until then.</remarks>
    public sealed class SaveSlots
    {
        readonly string _folder;

        /// <param name="folder">Created when the first save is written.</param>
        public SaveSlots(string folder) => _folder = folder;

        /// <summary>Whether a slot holds a save, damaged or not.</summary>
        public bool IsTaken(SaveSlot slot) => File.Exists(PathOf(slot));

        /// <summary>What a slot shows; null if it is empty.</summary>
        /// <exception cref="OjousamaException">The save is damaged or of a newer version; the slot can still be overwritten.</exception>
        public SaveSummary? Peek(SaveSlot slot) => IsTaken(slot) ? SaveFormat.ReadSummary(Bytes(slot), PathOf(slot)) : null;

        /// <summary>Reads a save.</summary>
        /// <exception cref="OjousamaException">The slot is empty, or its save is damaged or of a newer version.</exception>
        public Save Load(SaveSlot slot) => IsTaken(slot)
            ? SaveFormat.Read(Bytes(slot), PathOf(slot))
            : throw new OjousamaException($"The slot {slot} is empty", "Choose one that holds a save");

        /// <summary>Saves, over what the slot held.</summary>
        /// <exception cref="OjousamaException">The disk is full or the folder cannot be written; the slot holds what it held.</exception>
        public void Store(SaveSlot slot, Save save) 
        {
            // Numbered, because a clock may be set back.
            long last = 0;
            foreach (SaveSlot taken in All())
                last = Math.Max(last, Age(taken).Number);
            AtomicFile.Write(PathOf(slot), SaveFormat.Write(save, last + 1));
        }

        /// <summary>Empties a slot.</summary>
        /// <exception cref="OjousamaException">The folder cannot be written.</exception>
        public void Delete(SaveSlot slot)
        {
            try
            {
                if (IsTaken(slot))
                    File.Delete(PathOf(slot));
            }
            catch (Exception e) when (e is IOException || e is UnauthorizedAccessException)
            {
                throw new OjousamaException($"The save {PathOf(slot)} cannot be deleted: {e.Message.TrimEnd('.')}", "Allow writing to the folder", e);
            }
        }

        /// <summary>The slot that a quick or automatic save goes to: the first empty one, or else the one written longest ago.</summary>
        public SaveSlot Oldest(SaveKind kind)
        {
            var oldest = new SaveSlot(kind, 1);
            for (int i = 1; i <= SaveSlot.PerKind; i++)
            {
                var slot = new SaveSlot(kind, i);
                if (!IsTaken(slot))
                    return slot;
                if (Age(slot).CompareTo(Age(oldest)) < 0)
                    oldest = slot;
            }

            return oldest;
        }

        /// <summary>The slots that hold saves, what was written last first; damaged ones come last.</summary>
        public IReadOnlyList<SaveSlot> Taken()
        {
            var taken = new List<((long, DateTimeOffset) Age, SaveSlot Slot)>();
            foreach (SaveSlot slot in All())
            {
                if (IsTaken(slot))
                    taken.Add((Age(slot), slot));
            }

            taken.Sort((a, b) => b.Age.CompareTo(a.Age));
            return taken.ConvertAll(t => t.Slot);
        }

        static IEnumerable<SaveSlot> All()
        {
            foreach (SaveKind kind in new[] { SaveKind.Manual, SaveKind.Quick, SaveKind.Auto })
            {
                for (int i = 1; i <= SaveSlot.PerKind; i++)
                    yield return new SaveSlot(kind, i);
            }
        }

        /// <summary>Among all saves; those of older versions have no number. A damaged one counts as the oldest: it is the first to be overwritten.</summary>
        (long Number, DateTimeOffset SavedAt) Age(SaveSlot slot)
        {
            try
            {
                return Peek(slot) is SaveSummary save ? (save.Number, save.SavedAt) : default;
            }
            catch (OjousamaException)
            {
                return default;
            }
        }

        byte[] Bytes(SaveSlot slot)
        {
            try
            {
                return File.ReadAllBytes(PathOf(slot));
            }
            catch (Exception e) when (e is IOException || e is UnauthorizedAccessException)
            {
                throw new OjousamaException($"The save {PathOf(slot)} cannot be read: {e.Message.TrimEnd('.')}", "Allow reading the folder", e);
            }
        }

        string PathOf(SaveSlot slot) => Path.Combine(_folder, slot + ".save");
    }
}
