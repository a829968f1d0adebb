using System;
using System.Linq;
using System.Text.RegularExpressions;
using Ojousama.Text;

namespace Ojousama.Recall.Memory
{
    /// <summary>Judges of whom a sentence tells: the player, or somebody or something else.</summary>
    internal static class SlotTopic
    {
        /// <summary>Somebody else, where what is told next or was told just before may be of him: 弟がいて、名前は健太; 3月4日生まれの友達.</summary>
        static readonly Regex s_company = new Regex(
            "妹|弟|兄|姉|母|父|ママ|パパ|祖父|祖母|息子|娘|いとこ|従兄|従弟|従姉|従妹|甥|姪|孫|妻|嫁|夫(?!婦)|旦那|子供|子ども|赤ちゃん|恋人|元カノ|元カレ|好きな[人子]|友達|友だち|親友|幼馴染|幼なじみ"
            + "|転校生|隣の|同僚|部下|上司|店長|担任|コーチ|先生|先輩|後輩|同級生|クラスメイト|ライバル|彼女|彼氏|みんな|あいつ|推し|アイドル|俳優|声優|歌手|芸能人|有名人"
            + "|犬|猫|いぬ|ねこ|わんこ|ワンコ|ワンちゃん|にゃんこ|ニャンコ|うさぎ|ハムスター|金魚|インコ|文鳥|亀|ペット|ぬいぐるみ|キャラ|主人公|ヒロイン",
            RegexOptions.CultureInvariant);

        /// <summary>A line that brings something up, which the next may name: 新しい店ができた, カメを飼い始めた.</summary>
        static readonly Regex s_introduction = new Regex(
            "が(い[るてた]|でき[たて]|来た)|を(飼|買っ|拾|見つけ|組ん|組む|作っ|書いて)|に(はまって|ハマって|乗った)|のファン", RegexOptions.CultureInvariant);

        /// <summary>Somebody else of whom something is said.</summary>
        static readonly Regex s_others = new Regex(
            "(妹|弟|兄|姉|母|父|ママ|パパ|祖母|友達|友だち|親友|先生|先輩|後輩|みんな|あいつ|こいつ|彼|彼女|君|きみ|あなた|お前)(さん|ちゃん|くん|貴|たち)?(は|が|も|って|のこと)",
            RegexOptions.CultureInvariant);

        /// <summary>What was agreed on with somebody else, or by him: 友達と明日会うって約束した.</summary>
        static readonly Regex s_withOthers = new Regex(
            "((" + s_company + ")(たち|さん|ちゃん|くん)?|(さん|ちゃん|くん))[とにが](?!なる|なり)", RegexOptions.CultureInvariant);

        /// <summary>A promise of the past with somebody whose name says no more of him: 田中と…って約束した, but not 君と.</summary>
        static readonly Regex s_agreedWith = new Regex(@"(?<!君|貴女|貴方|お前|二人|[\p{IsHiragana}、])[とが](?=[^、]*$)", RegexOptions.CultureInvariant);

        /// <summary>Words between the player and what he tells of himself.</summary>
        static readonly Regex s_lead = new Regex(
            "(?:実は|本当は|ほんとは|やっぱり?|一応|一番|いちばん|今日は|今年[でも]?|今|もう|ちなみに|じゃあ|でも|えっと|うーん|んー|もちろん|来週の|今週の|来月の|今月の|今度の|誕生日[はが]|(?:名前|呼び名)は|大|お)$", RegexOptions.CultureInvariant);

        /// <summary>What a player calls himself, as the topic of what follows.</summary>
        static readonly Regex s_self = new Regex($"(?:{string.Join("|", SlotText.Selves)}|ワタシ|わたくし|わし|俺様)(?:的に)?(?:の|は|が|も|って|のことは?|こそ)?$", RegexOptions.CultureInvariant);

        /// <summary>美咲, and これ, where nothing but a mark stands between it and what is told: it is of that.</summary>
        static readonly Regex s_topic = new Regex(
            @"(?:^|、)(?:これ|それ|あれ|こちら|[^はが、]*[^\p{IsHiragana}、0-9０-９](?:さん|ちゃん|くん)?)(?:は|って|も|が|の)?$|の(?:方|こと)は?$", RegexOptions.CultureInvariant);

        /// <summary>絢音さん right before what is told: it is of her.</summary>
        static readonly Regex s_named = new Regex("(?:さん|ちゃん|くん)$", RegexOptions.CultureInvariant);

        /// <summary>A topic, owner or speaker that is not the player.</summary>
        static readonly Regex s_otherTopic = new Regex(@"[^、]*[\p{L}](?:の|は|が|も|って|より|なら|いわく)$", RegexOptions.CultureInvariant);

        static readonly char[] s_marks = "、。，,．！？!?…〜～・：:「『“\"【（( 　\n".ToCharArray();

        /// <summary>Whether words speak of somebody else.</summary>
        public static bool IsOfCompany(string words) => s_company.IsMatch(words);

        /// <summary>Whether a line brings up something else than the player, of which the next line may go on to tell.</summary>
        public static bool BringsUpOther(string line) => s_company.IsMatch(line) || s_introduction.IsMatch(line);

        /// <summary>Whether something is said of somebody else anywhere in a line.</summary>
        public static bool TellsOfOther(string line) => s_others.IsMatch(line);

        /// <summary>Whether a promise is told that is none to her.</summary>
        public static bool IsAgreedWithOther(string told, bool isPast) => s_withOthers.IsMatch(told) || (isPast && s_agreedWith.IsMatch(told));

        /// <summary>Whether a player calls himself something in these words.</summary>
        public static bool NamesHimself(string words) => Array.Exists(SlotText.Selves, self => words.Contains(self));

        /// <summary>Whether what is told behind these words of its sentence is of the player.</summary>
        /// <param name="lead">The sentence up to what is told.</param>
        /// <param name="mayCall">Whether a bare name before it is her whom he asks: 絢音、太郎って呼んで.</param>
        public static bool IsOfPlayer(string lead, bool mayCall = false)
        {
            lead = SlotPictures.Replace(lead, '。');
            while (true)
            {
                string words = lead.TrimEnd(s_marks);
                if (words.Length == 0 || s_self.IsMatch(words))
                    return true;
                int last = words.LastIndexOfAny(s_marks) + 1;
                if (SlotText.AreOpeners(words.Substring(last)))
                {
                    lead = words.Substring(0, last);
                    continue;
                }

                bool isApart = words.Length < lead.Length;
                string shorter = s_lead.Replace(words, "");
                if (shorter.Length < words.Length)
                {
                    lead = shorter;
                    continue;
                }

                if (BringsUpOther(words) || s_otherTopic.IsMatch(words))
                    return false;
                return isApart ? mayCall || !s_topic.IsMatch(words) : JapaneseScript.IsHiragana(words[words.Length - 1]) && !s_named.IsMatch(words);
            }
        }

        /// <summary>Whether words between a pattern and a value bring in somebody or something else: 誕生日は妹が3月4日.</summary>
        public static bool IsOfOther(string between)
        {
            int topic = between.LastIndexOfAny(new[] { 'は', 'が', 'も' });
            return topic >= 0 && !IsOfPlayer(between.Substring(0, topic + 1));
        }

        /// <summary>Whether a place of a sentence lies within a quotation that somebody says: 「太郎って呼んで」と彼は言った.</summary>
        public static bool IsQuoted(string sentence, int at)
        {
            int open = sentence.LastIndexOfAny(new[] { '「', '『', '“' }, Math.Max(0, Math.Min(at, sentence.Length - 1)));
            int close = open < 0 ? -1 : sentence.IndexOfAny(new[] { '」', '』', '”' }, open);
            if (close < at || close < 0)
                return false;
            string behind = sentence.Substring(close + 1);
            return new[] { "と", "って", "だって", "なんて" }.Any(q => behind.StartsWith(q, StringComparison.Ordinal));
        }
    }
}
