using System.Collections.Generic;
using Ojousama.Dialogue;

namespace Ojousama.Story
{
    /// <summary>One step of a script. A script is a flat list of these, so that any place in it is one number.</summary>
    internal abstract partial record Instruction
    {
        /// <summary>Refuses what does not fit together.</summary>
        public virtual void Check(Variables variables)
        {
        }

        internal sealed record Line(string Id, string Speaker, LineText Text, IReadOnlyList<string> Tags) : Instruction
        {
            public override void Check(Variables variables) => Text.Check(variables);
        }

        internal sealed record Options : Instruction
        {
            /// <summary>Where the script goes on if none is available.</summary>
            public int End { get; set; }

            public List<Arm> Arms { get; } = new List<Arm>();

            public override void Check(Variables variables)
            {
                foreach (Arm arm in Arms)
                {
                    arm.Text.Check(variables);
                    arm.Condition?.CheckIs(ValueKind.Truth, variables);
                }
            }
        }

        /// <summary>One option, and where the script goes on if it is chosen.</summary>
        internal sealed record Arm(string Id, LineText Text, IReadOnlyList<string> Tags, Formula? Condition, int Target);

        /// <param name="Place">Of the variable.</param>
        /// <param name="Name">Its name.</param>
        /// <param name="Value">What it becomes.</param>
        /// <param name="Operand">What stands behind the sign: the value itself, or what changes it. It tells the kind of a variable that is not declared.</param>
        internal sealed record Set(SourcePlace Place, string Name, Formula Value, Formula Operand) : Instruction
        {
            /// <summary>For += and -=: the log then tells by how much a number changed.</summary>
            public bool Adds { get; set; }

            public override void Check(Variables variables)
            {
                variables.TryKind(Name, out ValueKind kind);
                Value.CheckIs(kind, variables);
            }
        }

        internal sealed record Command(LineText Text) : Instruction
        {
            public override void Check(Variables variables) => Text.Check(variables);
        }

        /// <param name="Id">The script's name for it.</param>
        /// <param name="Character">Empty for the scene's first.</param>
        /// <param name="TurnCap">Most turns.</param>
        /// <param name="Range">By how much affection may change.</param>
        /// <param name="Variable">That affection is kept in.</param>
        /// <param name="Topics">That may come up.</param>
        internal sealed record Talk(string Id, string Character, int TurnCap, AffectionRange Range, string Variable, IReadOnlyList<TalkTopic> Topics) : Instruction
        {
            public const string EndOfId = "/end";

            /// <summary>The name under which the log keeps why it ended.</summary>
            public string EndId => Id + EndOfId;
        }

        /// <summary>Stands behind a talk: notes why it ended, from the step that says so.</summary>
        internal sealed record TalkEnd : Instruction;

        /// <summary>Goes elsewhere, or goes there if a condition is false.</summary>
        /// <param name="Unless">Null for always.</param>
        internal sealed record Goto(Formula? Unless = null) : Instruction
        {
            public int Target { get; set; }

            public override void Check(Variables variables) => Unless?.CheckIs(ValueKind.Truth, variables);
        }

        /// <summary>Leaves the node, for another one or for good.</summary>
        /// <param name="Node">That is left.</param>
        /// <param name="Next">Null if the script ends here, or comes back from a detour.</param>
        /// <param name="Place">Of the command.</param>
        internal sealed record Leave(string Node, string? Next, SourcePlace Place) : Instruction
        {
            /// <summary>Whether a detour to the node comes back from here.</summary>
            public bool Returns { get; set; }
        }
    }
}
