using System.Collections.Generic;

namespace Ojousama.Story
{
    internal abstract partial record Instruction
    {
        /// <summary>Goes to the one of several places that fits best, as Yarn's “best, least recently viewed” does, and with no chance.</summary>
        internal sealed record Group : Instruction
        {
            public List<GroupArm> Arms { get; } = new List<GroupArm>();

            /// <summary>Where the script goes on if none may come.</summary>
            public int End { get; set; }

            public override void Check(Variables variables)
            {
                foreach (GroupArm arm in Arms)
                    arm.Condition?.CheckIs(ValueKind.Truth, variables);
            }
        }

        internal sealed class GroupArm
        {
            public GroupArm(string id, RowCondition? condition, int target)
            {
                Id = id;
                Condition = condition?.Formula(Variables.OnceOf(id));
                Complexity = condition?.Complexity ?? 0;
                Target = target;
            }

            public string Id { get; }

            /// <summary>Null for always.</summary>
            public Formula? Condition { get; }

            public int Complexity { get; }

            public int Target { get; }
        }

        /// <summary>Goes to a node, from whose end the script comes back.</summary>
        /// <param name="Id">The name under which the log keeps where to come back to.</param>
        /// <param name="Node">Where it goes.</param>
        /// <param name="Next">The node that goes on behind it.</param>
        /// <param name="Place">Of the command.</param>
        internal sealed record Detour(string Id, string Node, string Next, SourcePlace Place) : Instruction;
    }
}
