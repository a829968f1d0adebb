using System;
using System.Text.RegularExpressions;
using Ojousama.Character;

namespace Ojousama.Recall.Memory
{
    /// <summary>Finds where the player takes back a value that he told before.</summary>
    /// <remarks>The value must stand as a whole word right before the denial, in a sentence about the player: ケンカじゃないよ takes back no ケン.</remarks>
    internal static class SlotDenial
    {
        const string Not = "(?:(?:じゃ|では|や)(?:ない(?!と|か)|なかった|なく|ありません|ねえ|ねー)|ちゃう|違う|(?:は|って|っていうのは|というのは)(?:違う|嘘|うそ|ウソ|冗談))";

        static readonly Regex s_notSo = new Regex($"^日?{Not}", RegexOptions.CultureInvariant);

        static readonly Regex s_notCalled = new Regex(
            $"^(?:(?:なんて|って|という|っていう)名前)?{Not}|^(?:って|と|とは|なんて)(?:もう)?呼(?:ばないで|ぶな|ぶのは?やめ|んで(?:ほし|欲し)くな)", RegexOptions.CultureInvariant);

        static readonly Regex s_notLiked = new Regex(
            "^(?:は|が|も|って|なんて)(?:もう|あまり|あんまり|そんなに|やっぱり?|実は|、)*(?:(?:嫌い|きらい|苦手)(?!じゃ|では|な人|なわけ)|好き(?:じゃ|では)(?:な[いく]|ありません))", RegexOptions.CultureInvariant);

        static readonly Regex s_notPromised = new Regex(
            "^(?:って|という|と|の)約束(?:は|を|も|、)?(?:なし|キャンセル|取り消|でき|守れ|無理|じゃな|忘れて|やめ|破)|^のは(?:無理|できな(?!いこと))", RegexOptions.CultureInvariant);

        /// <summary>A line that takes back all that the one before it told.</summary>
        static readonly Regex s_all = new Regex(
            "^(?:あ、?|ごめん(?:なさい)?、?|すみません、?)*(?:今のは?|さっきのは?)?(?:嘘|うそ|ウソ|冗談|なんてね|なんちゃって|間違えた|まちがえた|間違えました)(?:だ|です)?[よけど〜ー。！!笑]*(?:$|、.*だった)", RegexOptions.CultureInvariant);

        /// <summary>Whether a line takes back whatever was told right before it.</summary>
        public static bool DeniesAll(string line) => s_all.IsMatch(line);

        /// <summary>Whether a line says that a value which was told before is not, or no longer, true.</summary>
        public static bool Denies(MemorySlot slot, string line, string value)
        {
            foreach (string sentence in SlotReader.Sentences(line))
            {
                if (!SlotDoubt.IsQuestion(sentence) && (DeniesSlot(slot, sentence) || DeniesValue(slot, sentence, value)))
                    return true;
            }

            return false;
        }

        /// <summary>名前は嘘だよ.</summary>
        static bool DeniesSlot(MemorySlot slot, string sentence) => slot.patterns.Exists(pattern =>
        {
            string before = pattern.Substring(0, pattern.IndexOf(MemorySlot.Hole, StringComparison.Ordinal));
            return before.Length > 1 && Regex.IsMatch(sentence, $"^(?:さっきの|俺の|僕の|私の)?{Regex.Escape(before)}(?:(?:嘘|うそ|ウソ|冗談)(?:だ|です|$|。)|忘れて(?:くれ|ください|下さい|ね)?[。！]?$)");
        });

        static bool DeniesValue(MemorySlot slot, string sentence, string value)
        {
            if (slot.kind != SlotKind.Text)
                return SlotValues.First(slot.kind, sentence) is var (told, lead, rest) && told == value && s_notSo.IsMatch(rest) && IsOfPlayer(lead);
            Regex denial = slot.patterns.Exists(p => p.Contains("好")) ? s_notLiked : slot.patterns.Exists(p => p.Contains("約束")) ? s_notPromised : s_notCalled;
            for (int at = sentence.IndexOf(value, StringComparison.Ordinal); at >= 0; at = sentence.IndexOf(value, at + 1, StringComparison.Ordinal))
            {
                if (denial.IsMatch(sentence.Substring(at + value.Length)) && IsOfPlayer(sentence.Substring(0, at)))
                    return true;
            }

            return false;
        }

        /// <summary>名前は, 俺は, 誕生日は or nothing may stand before; 弟は or 浦島 may not.</summary>
        static bool IsOfPlayer(string lead) => !Regex.IsMatch(lead, "(?:今日|明日|昨日)は$") && SlotTopic.IsOfPlayer(Regex.Replace(lead, "(?:名前|誕生日|好きなもの|好物|年齢|呼び名)[はが、]*$", ""));
    }
}
