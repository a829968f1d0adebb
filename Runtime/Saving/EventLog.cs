using System;
using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Text;
using MessagePack;
using Ojousama.Storage;

namespace Ojousama.Saving
{
    /// <summary>Events in a file that only grows, one record an event: length, checksum, MessagePack.</summary>
    /// <remarks>
    /// A record is with the operating system when a method returns, so that a killed process loses none; <see cref="Flush"/> brings it to
    /// the disk, where a power cut leaves it. A record that was only half written is cut off when the log is opened next.
    /// </remarks>
    internal sealed class EventLog : IDisposable
    {
        const int RecordHead = 8; // bytes: length of the payload, CRC-32 of length and payload, both little-endian

        const string Kind = "OJT"; // that of a FramedFile, but a log is not read whole
        const string LineKind = "OJL"; // which logs once shared with line files
        const byte Version = 1;

        static readonly byte[] FileHead = { (byte)Kind[0], (byte)Kind[1], (byte)Kind[2], Version };

        readonly string _path;
        readonly ArrayBufferWriter<byte> _payload = new ArrayBufferWriter<byte>();
        byte[] _record = new byte[256];
        FileStream _stream;

        /// <summary>Opens a log, or starts one.</summary>
        /// <param name="path">The file; its folder is created.</param>
        /// <param name="events">Gets the events that the log holds.</param>
        /// <exception cref="OjousamaException">The file is no log, is of a newer version, or cannot be opened. It is left as it is.</exception>
        public EventLog(string path, List<GameEvent> events)
        {
            _path = path;
            try
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
                _stream = Open(FileMode.OpenOrCreate);
            }
            catch (Exception e) when (e is IOException || e is UnauthorizedAccessException)
            {
                throw Unusable(e);
            }

            try
            {
                Recover(events);
            }
            catch (Exception e)
            {
                _stream.Dispose();
                if (e is IOException)
                    throw Unusable(e);
                throw;
            }
        }

        /// <summary>Bytes that were cut off because their record was not whole. More than one record is kept beside the log, as .damaged.</summary>
        public int CutBytes { get; private set; }

        /// <summary>Something happened; what does not fit on the disk has not.</summary>
        /// <param name="e">What happened.</param>
        /// <param name="rewindTo">How many of the first events are kept; all others are taken back before. Null for all.</param>
        public void Append(GameEvent e, int? rewindTo = null)
        {
            long start = _stream.Position;
            if (rewindTo is int count)
                Rewind(count);
            _payload.Clear();
            EventCodec.Write(_payload, e);
            WriteRecord(start);
        }

        /// <summary>All but the first events are taken back.</summary>
        public void Rewind(int count)
        {
            _payload.Clear();
            EventCodec.WriteRewound(_payload, count);
            WriteRecord(_stream.Position);
        }

        /// <summary>Puts other events in the place of all that the log holds, or leaves it as it was.</summary>
        /// <exception cref="OjousamaException">The file cannot be written.</exception>
        public void Replace(IReadOnlyList<GameEvent> events)
        {
            var bytes = new MemoryStream();
            bytes.Write(FileHead);
            foreach (GameEvent e in events)
            {
                _payload.Clear();
                EventCodec.Write(_payload, e);
                bytes.Write(Record());
            }

            _stream.Dispose();
            try
            {
                AtomicFile.Write(_path, bytes.WriteTo);
            }
            finally
            {
                Reopen();
            }
        }

        void Reopen()
        {
            try
            {
                _stream = Open(FileMode.Open);
                _stream.Seek(0, SeekOrigin.End);
            }
            catch (Exception e) when (e is IOException || e is UnauthorizedAccessException)
            {
                throw Unusable(e);
            }
        }

        /// <summary>Brings all records to the disk; some milliseconds.</summary>
        /// <exception cref="OjousamaException">The disk does not take them.</exception>
        public void Flush()
        {
            try
            {
                _stream.Flush(flushToDisk: true);
            }
            catch (IOException e)
            {
                throw Unusable(e);
            }
        }

        public void Dispose() => _stream.Dispose();

        /// <summary>Reads all whole records, and leaves the file so that the next one can follow.</summary>
        void Recover(List<GameEvent> events)
        {
            var bytes = new byte[_stream.Length];
            for (int read = 0; read < bytes.Length;)
                read += _stream.Read(bytes, read, bytes.Length - read);
            int whole = Read(bytes, events);
            if (whole < bytes.Length)
                Cut(bytes, whole);
            _stream.Position = whole;
            if (whole == 0)
                Write(FileHead);
        }

        /// <returns>Bytes up to the end of the last whole record.</returns>
        int Read(byte[] bytes, List<GameEvent> events)
        {
            if (bytes.Length < FileHead.Length)
            {
                if (!FileHead.AsSpan().StartsWith(bytes))
                    throw NoLog();
                return 0;
            }

            string kind = Encoding.ASCII.GetString(bytes, 0, Kind.Length);
            bool isOfBefore = kind == LineKind && bytes[Kind.Length] == 1 && FramedFile.Read(bytes, LineKind, 1, out _, out _) != FrameFault.None;
            if (kind != Kind && !isOfBefore)
                throw NoLog();
            if (bytes[Kind.Length] != Version)
                throw new OjousamaException($"The log {_path} has format {bytes[Kind.Length]}; this game reads format {Version}", "Update the game");

            int at = FileHead.Length;
            while (TryReadRecord(bytes.AsMemory(at), out ReadOnlyMemory<byte> payload))
            {
                try
                {
                    Packed.Read(payload, (ref MessagePackReader reader) => EventCodec.ReadInto(events, ref reader));
                }
                catch (InvalidDataException e)
                {
                    throw new OjousamaException($"The log {_path} holds a record at byte {at} that this game cannot read: {e.Message.TrimEnd('.')}", "Update the game", e);
                }

                at += RecordHead + payload.Length;
            }

            return at;
        }

        static bool TryReadRecord(ReadOnlyMemory<byte> file, out ReadOnlyMemory<byte> payload)
        {
            payload = default;
            ReadOnlySpan<byte> bytes = file.Span;
            if (bytes.Length < RecordHead)
                return false;
            uint length = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
            if (length == 0 || length > bytes.Length - RecordHead)
                return false;
            payload = file.Slice(RecordHead, (int)length);
            return BinaryPrimitives.ReadUInt32LittleEndian(bytes.Slice(4)) == Crc32.Of(payload.Span, Crc32.Of(bytes.Slice(0, 4)));
        }

        /// <summary>What stands behind the last whole record goes. A crash leaves at most one half record there; more would be worth a look.</summary>
        void Cut(byte[] bytes, int whole)
        {
            CutBytes = bytes.Length - whole;
            bool isHalfRecord = CutBytes < RecordHead ||
                BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(whole)) + (long)RecordHead >= CutBytes;
            if (!isHalfRecord)
                AtomicFile.Write(_path + ".damaged", bytes);
            _stream.SetLength(whole);
        }

        /// <param name="start">Where the log is cut if this fails.</param>
        void WriteRecord(long start)
        {
            try
            {
                Write(Record());
            }
            catch (IOException e)
            {
                CutTo(start);
                throw Unusable(e);
            }
        }

        /// <summary>What comes next must not stand behind half a record. If not even this succeeds, opening the log cuts it.</summary>
        void CutTo(long length)
        {
            try
            {
                _stream.SetLength(length);
                _stream.Position = length;
            }
            catch (IOException)
            {
                // Why the record could not be written says more.
            }
        }

        /// <summary>One write to the operating system: a killed process has written all of it or some, never something else.</summary>
        void Write(ReadOnlySpan<byte> bytes)
        {
            _stream.Write(bytes);
            _stream.Flush();
        }

        ReadOnlySpan<byte> Record()
        {
            ReadOnlySpan<byte> payload = _payload.WrittenSpan;
            int size = RecordHead + payload.Length;
            if (_record.Length < size)
                _record = new byte[size * 2];
            Span<byte> record = _record.AsSpan(0, size);
            BinaryPrimitives.WriteUInt32LittleEndian(record, (uint)payload.Length);
            BinaryPrimitives.WriteUInt32LittleEndian(record.Slice(4), Crc32.Of(payload, Crc32.Of(record.Slice(0, 4))));
            payload.CopyTo(record.Slice(RecordHead));
            return record;
        }

        FileStream Open(FileMode mode) => new FileStream(_path, mode, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);

        OjousamaException NoLog() => new OjousamaException($"The file {_path} is no log of this game", "Move it away; a new log is started then");

        OjousamaException Unusable(Exception e) => new OjousamaException(
            $"The log {_path} cannot be written: {e.Message.TrimEnd('.')}", "Make room on the disk, allow writing to the folder, and run the game once only", e);
    }
}
