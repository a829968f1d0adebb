using System.Collections.Generic;

namespace Ojousama.Story
{
    internal abstract partial class Instruction
    {
        /// <summary>Goes to the one of several places that fits best, as Yarn's “best, least recently viewed” does, and with no chance.</summary>
        internal sealed class Group : Instruction
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
        internal sealed class Detour : Instruction
        {
            public Detour(string id, string node, string next, SourcePlace place)
            {
                Id = id;
                Node = node;
                Next = next;
                Place = place;
            }

            /// <summary>Under which the log keeps where to come back to.</summary>
            public string Id { get; }

            public string Node { get; }

            public string Next { get; }

            public SourcePlace Place { get; }
        }
    }
}
