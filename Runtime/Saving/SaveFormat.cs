using System;
using System.Buffers;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using MessagePack;
using Ojousama.Storage;

namespace Ojousama.Saving
{
    /// <summary>The bytes of a save: "OJS", version, CRC-32 of the rest, then one MessagePack list.</summary>
    /// <remarks>
    /// The list: time saved (Unix ms), time played (ms), caption, thumbnail, number of events, events (deflated, each as in
    /// <see cref="EventCodec"/>), number among the saves. What the slot shows stands first, so that a list of slots unpacks no events. Values may be added at
    /// the end without a new version.
    /// </remarks>
    internal static class SaveFormat
    {
        const string Kind = "OJS";
        const byte Version = 2;
        const int LargestEvents = 1 << 26; // bytes unpacked: 64 MiB are some 300,000 turns

        /// <param name="save">What is written.</param>
        /// <param name="number">See <see cref="SaveSummary.Number"/>.</param>
        public static byte[] Write(Save save, long number = 0)
        {
            byte[] events = Pack(save.Events);
            return FramedFile.Write(Kind, Version, Packed.Write((ref MessagePackWriter writer) =>
            {
                writer.WriteArrayHeader(7);
                writer.Write(save.SavedAt.ToUnixTimeMilliseconds());
                writer.Write((long)save.Played.TotalMilliseconds);
                writer.Write(save.Caption);
                writer.Write(save.Thumbnail);
                writer.Write(save.Events.Count);
                writer.Write(events);
                writer.Write(number);
            }));
        }

        /// <param name="bytes">A whole file.</param>
        /// <param name="path">For errors.</param>
        /// <exception cref="OjousamaException">Not a save, of a newer version, or damaged.</exception>
        public static Save Read(byte[] bytes, string path) => Checked(bytes, path, withEvents: true);

        /// <summary>As <see cref="Read"/>, but without events.</summary>
        public static SaveSummary ReadSummary(byte[] bytes, string path) => Checked(bytes, path, withEvents: false);

        static Save Checked(byte[] bytes, string path, bool withEvents)
        {
            switch (FramedFile.Read(bytes, Kind, Version, out byte version, out ReadOnlyMemory<byte> body))
            {
                case FrameFault.Foreign:
                    throw new OjousamaException($"The file {path} is no save", "Choose another slot");
                case FrameFault.Version:
                    throw new OjousamaException($"The save {path} has format {version}; this game reads formats up to {Version}", "Update the game");
                case FrameFault.Damaged:
                    throw Damaged(path, null);
            }

            try
            {
                return Packed.Read(body, (ref MessagePackReader reader) => ReadBody(ref reader, withEvents));
            }
            catch (InvalidDataException e)
            {
                throw Damaged(path, e);
            }
        }

        static Save ReadBody(ref MessagePackReader reader, bool withEvents)
        {
            int values = reader.ReadArrayHeader();
            if (values < 6)
                throw new InvalidDataException("Values are missing");
            long savedAt = reader.ReadInt64(), played = reader.ReadInt64();
            string caption = reader.ReadText();
            byte[] thumbnail = reader.ReadData().ToArray();
            int count = reader.ReadInt32();
            ReadOnlyMemory<byte> packed = reader.ReadData();
            long number = values > 6 ? reader.ReadInt64() : 0;
            return new Save(withEvents ? Unpack(packed, count) : Array.Empty<GameEvent>())
            {
                SavedAt = DateTimeOffset.FromUnixTimeMilliseconds(Math.Max(0, Math.Min(savedAt, DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()))),
                Played = TimeSpan.FromMilliseconds(Math.Max(0, Math.Min(played, int.MaxValue * 1000L))),
                Number = number,
                Caption = caption,
                Thumbnail = thumbnail,
            };
        }

        static byte[] Pack(IReadOnlyList<GameEvent> events)
        {
            var bytes = new ArrayBufferWriter<byte>();
            for (int i = 0; i < events.Count; i++)
                EventCodec.Write(bytes, events[i]);
            var packed = new MemoryStream();
            using (var deflate = new DeflateStream(packed, CompressionLevel.Optimal, leaveOpen: true))
                deflate.Write(bytes.WrittenSpan);
            return packed.ToArray();
        }

        static IReadOnlyList<GameEvent> Unpack(ReadOnlyMemory<byte> packed, int count)
        {
            var unpacked = new MemoryStream();
            var chunk = new byte[16 * 1024];
            using (var deflate = new DeflateStream(new MemoryStream(packed.ToArray()), CompressionMode.Decompress))
            {
                for (int read; (read = deflate.Read(chunk, 0, chunk.Length)) > 0;)
                {
                    unpacked.Write(chunk, 0, read);
                    if (unpacked.Length > LargestEvents)
                        throw new InvalidDataException("The events are larger than any game could make them");
                }
            }

            var events = new List<GameEvent>();
            var reader = new MessagePackReader(new ReadOnlyMemory<byte>(unpacked.GetBuffer(), 0, (int)unpacked.Length));
            while (!reader.End)
                EventCodec.ReadInto(events, ref reader);
            return events.Count == count ? events : throw new InvalidDataException($"{count} events were saved, but {events.Count} are there");
        }

        static OjousamaException Damaged(string path, Exception? e) =>
            new OjousamaException($"The save {path} is damaged{(e == null ? "" : ": " + e.Message)}", "Choose another slot; the automatic saves are the nearest", e);
    }
}
