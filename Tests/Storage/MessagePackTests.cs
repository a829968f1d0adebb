using System;
using System.IO;
using System.Linq;
using NUnit.Framework;
using Ojousama.Storage;

namespace Ojousama.Tests.Storage
{
    public sealed class MessagePackTests
    {
        // Each number at the edge of its form, with the bytes that the specification gives it.
        [TestCase(0L, "00")]
        [TestCase(127L, "7F")]
        [TestCase(128L, "CC80")]
        [TestCase(255L, "CCFF")]
        [TestCase(256L, "CD0100")]
        [TestCase(65535L, "CDFFFF")]
        [TestCase(65536L, "CE00010000")]
        [TestCase(4294967295L, "CEFFFFFFFF")]
        [TestCase(4294967296L, "CF0000000100000000")]
        [TestCase(long.MaxValue, "CF7FFFFFFFFFFFFFFF")]
        [TestCase(-1L, "FF")]
        [TestCase(-32L, "E0")]
        [TestCase(-33L, "D0DF")]
        [TestCase(-128L, "D080")]
        [TestCase(-129L, "D1FF7F")]
        [TestCase(-32768L, "D18000")]
        [TestCase(-32769L, "D2FFFF7FFF")]
        [TestCase(-2147483648L, "D280000000")]
        [TestCase(-2147483649L, "D3FFFFFFFF7FFFFFFF")]
        [TestCase(long.MinValue, "D38000000000000000")]
        public void Whole_numbers(long value, string bytes)
        {
            Assert.That(Write(w => w.Write(value)), Is.EqualTo(bytes));
            Assert.That(new MessagePackReader(Bytes(bytes)).ReadInt64(), Is.EqualTo(value));
            Assert.That(new MessagePackReader(Bytes(bytes)).ReadDouble(), Is.EqualTo((double)value));
        }

        [TestCase("D000", 0L)] // longer forms than needed are allowed
        [TestCase("D30000000000000001", 1L)]
        [TestCase("CF0000000000000080", 128L)]
        public void Whole_numbers_in_longer_forms(string bytes, long value) =>
            Assert.That(new MessagePackReader(Bytes(bytes)).ReadInt64(), Is.EqualTo(value));

        [Test]
        public void Other_scalars()
        {
            Assert.That(Write(w => w.WriteNil()), Is.EqualTo("C0"));
            Assert.That(Write(w => w.Write(true)), Is.EqualTo("C3"));
            Assert.That(Write(w => w.Write(false)), Is.EqualTo("C2"));
            Assert.That(Write(w => w.Write(1.5)), Is.EqualTo("CB3FF8000000000000"));
            Assert.That(new MessagePackReader(Bytes("CA3FC00000")).ReadDouble(), Is.EqualTo(1.5));
            Assert.That(new MessagePackReader(Bytes("CB3FF8000000000000")).ReadDouble(), Is.EqualTo(1.5));
            Assert.That(new MessagePackReader(Bytes("C0")).TryReadNil(), Is.True);
            Assert.That(new MessagePackReader(Bytes("C2")).TryReadNil(), Is.False);
        }

        [TestCase(31, "BF")]
        [TestCase(32, "D920")]
        [TestCase(255, "D9FF")]
        [TestCase(256, "DA0100")]
        [TestCase(65535, "DAFFFF")]
        [TestCase(65536, "DB00010000")]
        public void Texts(int length, string head)
        {
            string text = new string('a', length);
            string bytes = Write(w => w.Write(text));
            Assert.That(bytes, Is.EqualTo(head + string.Concat(Enumerable.Repeat("61", length))));
            Assert.That(new MessagePackReader(Bytes(bytes)).ReadString(), Is.EqualTo(text));
            Assert.That(Write(w => w.Write("嬢")), Is.EqualTo("A3E5ACA2"));
        }

        [TestCase(0, "C400")]
        [TestCase(255, "C4FF")]
        [TestCase(256, "C50100")]
        [TestCase(65536, "C600010000")]
        public void Binary_data(int length, string head)
        {
            var data = new byte[length];
            string bytes = Write(w => w.WriteBinary(data));
            Assert.That(bytes, Is.EqualTo(head + string.Concat(Enumerable.Repeat("00", length))));
            Assert.That(new MessagePackReader(Bytes(bytes)).ReadBinary().Length, Is.EqualTo(length));
        }

        [TestCase(15, "9F", "8F")]
        [TestCase(16, "DC0010", "DE0010")]
        [TestCase(65536, "DD00010000", "DF00010000")]
        public void Lists_and_maps(int count, string list, string map)
        {
            Assert.That(Write(w => w.WriteArrayHeader(count)), Is.EqualTo(list));
            Assert.That(Write(w => w.WriteMapHeader(count)), Is.EqualTo(map));
            string values = string.Concat(Enumerable.Repeat("C0", 2 * count));
            Assert.That(new MessagePackReader(Bytes(list + values)).ReadArrayHeader(), Is.EqualTo(count));
            Assert.That(new MessagePackReader(Bytes(map + values)).ReadMapHeader(), Is.EqualTo(count));
        }

        [TestCase("C0")]
        [TestCase("05")]
        [TestCase("E1")]
        [TestCase("CB0000000000000000")]
        [TestCase("CA00000000")]
        [TestCase("CF0000000000000000")]
        [TestCase("D100FF")]
        [TestCase("A161")]
        [TestCase("D90161")]
        [TestCase("C50001FF")]
        [TestCase("92C0C3")]
        [TestCase("82A16101A16290")]
        [TestCase("DC000291C001")]
        [TestCase("DE000101DD00000001C0")]
        [TestCase("D40100")]
        [TestCase("D80100112233445566778899AABBCCDDEEFF")]
        [TestCase("C7020100FF")]
        [TestCase("C800010100")]
        [TestCase("C9000000010100")]
        public void Any_value_can_be_passed_over(string bytes)
        {
            var reader = new MessagePackReader(Bytes(bytes + "7F"));
            reader.Skip();
            Assert.That(reader.ReadInt64(), Is.EqualTo(127));
            Assert.That(reader.IsAtEnd, Is.True);
            for (int cut = 0; cut < bytes.Length / 2; cut++)
                Assert.That(() => new MessagePackReader(Bytes(bytes.Substring(0, 2 * cut))).Skip(), Throws.TypeOf<InvalidDataException>(), $"cut to {cut} bytes");
        }

        [TestCase("C1")]                 // the one byte that the specification never uses
        [TestCase("A2E5AC")]             // half a kanji
        [TestCase("DBFFFFFFFF61")]       // a length that would fill the memory
        [TestCase("DB7FFFFFFF61")]
        public void Broken_texts_are_refused(string bytes) =>
            Assert.That(() => new MessagePackReader(Bytes(bytes)).ReadString(), Throws.TypeOf<InvalidDataException>());

        [TestCase("DD7FFFFFFFC0")]
        [TestCase("92C0")]
        public void Lists_longer_than_the_data_are_refused(string bytes) =>
            Assert.That(() => new MessagePackReader(Bytes(bytes)).ReadArrayHeader(), Throws.TypeOf<InvalidDataException>());

        [TestCase("CFFFFFFFFFFFFFFFFF")]
        [TestCase("C9FFFFFFFF")]
        public void Numbers_out_of_range_are_refused(string bytes) =>
            Assert.That(() => new MessagePackReader(Bytes(bytes)).ReadInt64(), Throws.TypeOf<InvalidDataException>());

        static string Write(Action<MessagePackWriter> write)
        {
            var writer = new MessagePackWriter();
            write(writer);
            return BitConverter.ToString(writer.Written.ToArray()).Replace("-", "");
        }

        static byte[] Bytes(string hex) =>
            Enumerable.Range(0, hex.Length / 2).Select(i => Convert.ToByte(hex.Substring(2 * i, 2), 16)).ToArray();
    }
}
