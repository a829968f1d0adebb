using System;
using System.Collections.Generic;
using Ojousama.Saving;

namespace Ojousama.Story
{
    /// <summary>From which detours the script has yet to come back. It lives in the game's state, so that a save within a detour comes back too.</summary>
    internal sealed class ReturnStack
    {
        public const int Deepest = 64;

        const string Name = "detour.returns";

        readonly Script _script;
        readonly Transcript _transcript;

        public ReturnStack(Script script, Transcript transcript)
        {
            _script = script;
            _transcript = transcript;
        }

        string Ids => _transcript.State.TextOf(Name);

        public void Push(Instruction.Detour detour)
        {
            if (Ids.Split('\n').Length > Deepest)
                throw detour.Place.Error("the script runs in circles of detours", "Let the node end, or use <<jump>>");
            Note(Ids.Length == 0 ? detour.Id : Ids + "\n" + detour.Id);
        }

        /// <summary>Takes the last one, passing over those that the script no longer has.</summary>
        public bool TryPop(out Instruction.Detour detour)
        {
            while (Ids.Length > 0)
            {
                int last = Ids.LastIndexOf('\n');
                string id = Ids.Substring(last + 1);
                Note(last < 0 ? "" : Ids.Substring(0, last));
                if (_script.Places.TryGetValue(id, out int place) && _script.Code[place - 1] is Instruction.Detour found)
                {
                    detour = found;
                    return true;
                }
            }

            detour = null!;
            return false;
        }

        public void Clear()
        {
            if (Ids.Length > 0)
                Note("");
        }

        void Note(string ids) => _transcript.Add(new TextSet(Name, ids));
    }
}
