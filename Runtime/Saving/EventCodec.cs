using System;
using System.Buffers;
using System.Collections.Generic;
using System.IO;
using MessagePack;
using Ojousama.Prompting;
using Ojousama.Storage;

namespace Ojousama.Saving
{
    /// <summary>Events in MessagePack: a list of the kind and the fields in order.</summary>
    /// <remarks>
    /// How the format may grow without a new version: kinds and fields are added at the end, never moved. A field that a save lacks is
    /// empty or 0, fields that it has too many are passed over. A kind that is not known is an error: without it the state would be wrong.
    /// </remarks>
    internal static class EventCodec
    {
        public static void Write(IBufferWriter<byte> output, GameEvent e)
        {
            var count = new FieldCount();
            e.Describe(count);
            var writer = new MessagePackWriter(output);
            writer.WriteArrayHeader(count.Fields + 1);
            writer.Write((long)e.Kind);
            writer.Flush();
            e.Describe(new PackedFields(output));
        }

        /// <summary>Whether two events say the same.</summary>
        public static bool AreSame(GameEvent a, GameEvent b)
        {
            if (a.Kind != b.Kind)
                return false;
            ArrayBufferWriter<byte> first = new ArrayBufferWriter<byte>(), second = new ArrayBufferWriter<byte>();
            Write(first, a);
            Write(second, b);
            return first.WrittenSpan.SequenceEqual(second.WrittenSpan);
        }

        public static void WriteRewound(IBufferWriter<byte> output, int count)
        {
            var writer = new MessagePackWriter(output);
            writer.WriteArrayHeader(2);
            writer.Write((long)EventKind.Rewound);
            writer.Write(count);
            writer.Flush();
        }

        /// <summary>Reads one event and does to the list what it says: adds it, or takes others back.</summary>
        /// <exception cref="InvalidDataException">The bytes are no event.</exception>
        public static List<GameEvent> ReadInto(List<GameEvent> events, ref MessagePackReader reader)
        {
            int fields = reader.ReadArrayHeader();
            if (fields == 0)
                throw new InvalidDataException("An event has no kind");
            int kind = reader.ReadInt32();
            fields--;
            switch ((EventKind)kind)
            {
                case EventKind.Rewound:
                    int count = (int)Number(ref reader);
                    if (count < 0 || count > events.Count)
                        throw new InvalidDataException($"{count} events are kept, but there are {events.Count}");
                    events.RemoveRange(count, events.Count - count);
                    break;
                case EventKind.LineShown:
                    events.Add(new LineShown(Text(ref reader), Text(ref reader), Text(ref reader)));
                    break;
                case EventKind.TurnTaken:
                    string character = Text(ref reader), player = Text(ref reader), reply = Text(ref reader);
                    events.Add(new TurnTaken(character, new Exchange(player, Texts(ref reader), reply), Text(ref reader), Number(ref reader) != 0));
                    break;
                case EventKind.ChoiceMade:
                    events.Add(new ChoiceMade((int)Number(ref reader), Text(ref reader), Text(ref reader)));
                    break;
                case EventKind.ValueSet:
                    events.Add(new ValueSet(Text(ref reader), Number(ref reader)));
                    break;
                case EventKind.ValueAdded:
                    events.Add(new ValueAdded(Text(ref reader), Number(ref reader), Text(ref reader)));
                    break;
                case EventKind.TextSet:
                    events.Add(new TextSet(Text(ref reader), Text(ref reader)));
                    break;
                case EventKind.CommandGiven:
                    events.Add(new CommandGiven(Text(ref reader)));
                    break;
                default:
                    throw new InvalidDataException($"There is no event of kind {kind}");
            }

            while (fields-- > 0)
                reader.SkipValue();
            return events;

            string Text(ref MessagePackReader r) => fields-- > 0 ? r.ReadText() : "";
            double Number(ref MessagePackReader r) => fields-- > 0 ? r.ReadDouble() : 0;
            IReadOnlyList<string> Texts(ref MessagePackReader r)
            {
                var texts = new string[fields-- > 0 ? r.ReadArrayHeader() : 0];
                for (int i = 0; i < texts.Length; i++)
                    texts[i] = r.ReadText();
                return texts;
            }
        }

        sealed class FieldCount : IFieldWriter
        {
            public int Fields { get; private set; }

            public void Text(string name, string value) => Fields++;

            public void Number(string name, double value) => Fields++;

            public void Texts(string name, IReadOnlyList<string> values) => Fields++;
        }

        sealed class PackedFields : IFieldWriter
        {
            readonly IBufferWriter<byte> _output; // a writer lives on the stack only, and so as long as one field

            public PackedFields(IBufferWriter<byte> output) => _output = output;

            public void Text(string name, string value)
            {
                var writer = new MessagePackWriter(_output);
                writer.Write(value);
                writer.Flush();
            }

            public void Number(string name, double value)
            {
                var writer = new MessagePackWriter(_output);
                long whole = Math.Abs(value) < 1L << 53 ? (long)value : 0;
                if (whole == value)
                    writer.Write(whole);
                else
                    writer.Write(value);
                writer.Flush();
            }

            public void Texts(string name, IReadOnlyList<string> values)
            {
                var writer = new MessagePackWriter(_output);
                writer.WriteArrayHeader(values.Count);
                for (int i = 0; i < values.Count; i++)
                    writer.Write(values[i]);
                writer.Flush();
            }
        }
    }
}
