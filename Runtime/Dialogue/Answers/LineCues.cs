using System;
using System.Linq;
using System.Text.RegularExpressions;

namespace Ojousama.Dialogue.Answers
{
    /// <summary>What the form of a player's line tells, whatever it is about.</summary>
    internal static class LineCues
    {
        /// <summary>Interrogatives, but not what is made of them (何か, いつも, どうも), nor the end of an explanation (好きなんだ).</summary>
        static readonly Regex s_question = new Regex(
            "[？?]|(何|(?<!ん)なに)(?!か|も|でも|とか|となく|げ)|なん(さい|じ|にん)|(^|[はがって、。！])なん(で|だ|の|て)|(誰|だれ|どこ)(?!か|も|でも)|いつ(?!か|も|でも|の間)"
                + "|どう(?!も|せ|ぞ|やら|にか|しよう)|どれ(?!も|でも)|どの|どんな(?!に)|どっち|どちら|なぜ|いくつ|いくら|教えて|おしえて|(か|かな|かい|っけ|かしら|でしょ|だろ|だっけ)$",
            RegexOptions.CultureInvariant);

        /// <summary>Words that mean something said before.</summary>
        static readonly Regex s_reference = new Regex(
            "もう一(回|度)|もういっかい|さっき|ど忘れ|忘れた|確認|言ってた|だっけ|だった(の|んだ)?[？?]|それ|その|そこ|あれ|あの|あそこ|彼女|彼|じゃあ|ほかには|他には|続き|(って|は)[？?]$", RegexOptions.CultureInvariant);

        /// <summary>Stands for somebody who was named before.</summary>
        static readonly Regex s_somebody = new Regex("[そあ]の(人|方|かた|ひと|子)(?=[はがのにをとって、もち])|あいつ|彼女(?!がほし|が欲し|いる|でき)|彼(?![氏女岸方ら])", RegexOptions.CultureInvariant);

        /// <summary>What names somebody of hers before は: 祖父は長野に住んでいる。</summary>
        static readonly Regex s_subject = new Regex("^(?!お相手)(?=[^は]*([父母兄姉弟妹親孫娘叔伯友犬猫鳥]|幼なじみ|執事|先生|先輩|師匠|息子))([^、。は]{1,10})は", RegexOptions.CultureInvariant);

        /// <summary>Asks for what was said in this conversation rather than for something new, whatever the form.</summary>
        static readonly Regex s_retelling = new Regex(
            "もう一(回|度)[、,]?(だけ)?(言|教|聞|お願|おしえ|いい|話|$|[。？?！!…])|もういっかい|もっぺん|もっかい|ど忘れ|(ごめん|すみません|すまん|悪い|申し訳)[^。]*忘れ|忘れ(た|ちゃった|てしまった)[、。…！! ]*(ごめん|すみません|すまん|悪い)|答えられ|当てて|(分か|わか|知って)るよね|言ってみ"
                + "|確認|復習|聞こえな(い|かった)|聞き(取れ|そび|流|逃)|頭に(入|残)|(覚え|おぼえ)て(る|ます|くれて)",
            RegexOptions.CultureInvariant);

        /// <summary>The same in a line that asks; in another it only tells: 宿題を忘れた, さっきから寒い.</summary>
        static readonly Regex s_earlier = new Regex(
            "さっき(?!から)|先ほど(?!から)|忘れ(た|ちゃ|て)|(って|と|が|なんて|何て)言っ|って話だ|っけ|覚え|おぼえ|言える"
                + "|聞いてた|(?<!似)合って(る|ます)|間違いない|(何|どこ|いつ|誰|だれ|どれ)だって[？?]|って[？?]$"
                + "|(?<!どう)だった(か(?!な?ら)な?|よね)?[。？?]*$",
            RegexOptions.CultureInvariant);

        const string Player = "(僕|俺|私|ぼく|おれ|わたし|自分|こっち|うち|オレ|ボク)";

        static readonly Regex s_player = new Regex(Player, RegexOptions.CultureInvariant);

        /// <summary>His words for himself alone; うち may be his home.</summary>
        static readonly Regex s_playerAlone = new Regex("僕|俺|私|ぼく|おれ|わたし|オレ|ボク", RegexOptions.CultureInvariant);

        static readonly Regex s_playerAsTopic = new Regex("^" + Player + "(ん?ち)?(は|が|って|も|ね|さ|の)*[、,。]?|[、,]" + Player + "$", RegexOptions.CultureInvariant);

        /// <summary>What asks whether she listened, after the player's word for himself or before it.</summary>
        const string Quiz = "(っけ|覚え|おぼえ|言った|話した|忘れ|知ってる|当てて|言ってみ|言える|答えられ|わかる|分かる|わかって|頭に(入|残)|でしょう|でしたか|だった[？?])";

        /// <summary>What asks whether she listened even where he does not name himself.</summary>
        static readonly Regex s_quiz = new Regex("(覚え|おぼえ)|言った|言ってた|話した|言える|聞いてた|(何|なん)だった", RegexOptions.CultureInvariant);

        static readonly Regex s_aboutPlayer = new Regex(
            Player + "(ん?ち)?(の|は|が|って|に|を|も|、)?.*" + Quiz + "|(^|[。？?！!…])" + Player + "の[^、。]*は[？?]?$|(覚えて|おぼえて)る"
                + "|(聞いてた|聞き流|復習|記憶力|正解|覚えて|忘れて).*" + Player + "(の|が|は)",
            RegexOptions.CultureInvariant);

        /// <summary>Nothing but the wish to hear it again; a line that names what it wants asks for that.</summary>
        static readonly Regex s_again = new Regex(
            "^(え|ん|あ|ごめん|すみません|すまん|悪い|今)*[、。…？?！! ]*((もう一(回|度)|もういっかい)(言って|お願い|いい|教えて)?|聞こえな(い|かった)|聞き取れなかった|なんて(言った|言ったの)?|繰り返して|アンコール)[。…？?！!]*$",
            RegexOptions.CultureInvariant);

        /// <summary>Words of a line that asks again and names nothing: え、どこだっけ？ ごめん、もう一回言って。</summary>
        static readonly Regex s_nothing = new Regex(
            "ごめん(ね|なさい)?|すみません|すまん|悪い|わるい|えっ?と|ええと|うーん|あれ|あの|ほら|やっぱ(り)?|結局|つまり|じゃあ?|さっき|先ほど|今|もう一(回|度)|もういっかい|もっかい|また|なんか|ちょっと|ど忘れ|思い出せ(ない|ん)"
                + "|忘れ(た|ちゃった|ちゃって|ました|てしまった|て)|聞(いて|こえ|き取れ|き逃し|きそびれ)(た|てた|なかった|ました)?|言(った|ってた|っていた|ってました|って)|教えて|おしえて|ください|くれる?|確認|話|こと|やつ|答え"
                + "|何(歳|年|人|個|時|月|て)?|なに|なん|どこ|誰|だれ|いつ|いくつ|どっち|どちら|どれ|どんな|だっけ|だった|でした|です|っけ|って|それ|これ"
                + "|[えあんおうではがもをにのとだかなねよさっー]|[^\\p{L}\\p{N}]",
            RegexOptions.CultureInvariant);

        static readonly Regex s_her = new Regex("君|きみ|キミ|あなた|貴女|貴方|お前|おまえ|あんた|そっち|お嬢", RegexOptions.CultureInvariant);

        /// <summary>Shorter lines may well leave out what they are about.</summary>
        const int ShortLine = 14; // characters

        /// <summary>Whether it asks something.</summary>
        public static bool Asks(string line) => s_question.IsMatch(Bare(line));

        /// <summary>Whether it may be about what was said before: a pronoun, or a short question that names nothing.</summary>
        public static bool RefersBack(string line) => s_reference.IsMatch(line) || (line.Length <= ShortLine && Asks(line));

        /// <summary>The line with whom a fact is about in the place of a pronoun, so that recall knows of whom it speaks; as it is without either.</summary>
        public static string WithSubject(string line, string fact) => Subject(fact) is string subject ? s_somebody.Replace(line, subject, 1) : line;

        /// <summary>Whom a fact is about, if that is somebody of hers and not she herself; null otherwise.</summary>
        public static string? Subject(string fact) => s_subject.Match(fact) is Match { Success: true } subject ? subject.Groups[2].Value : null;

        /// <summary>Whether it asks for something that the player himself told.</summary>
        public static bool AsksAboutPlayer(string line) => s_aboutPlayer.IsMatch(line) && (Asks(line) || AsksAgain(line));

        /// <summary>Whether it asks for something that one of the two said earlier.</summary>
        public static bool AsksAgain(string line) => s_retelling.IsMatch(line) || (s_earlier.IsMatch(line) && Asks(line));

        /// <summary>Whether it asks whether she listened, rather than what she thinks of it.</summary>
        public static bool Quizzes(string line) => s_quiz.IsMatch(line) || s_retelling.IsMatch(line);

        /// <summary>Whether a line that asks again leaves it to the conversation what it means.</summary>
        public static bool NamesNothing(string line) => s_nothing.Replace(line, "").Length == 0;

        /// <summary>Whether the player speaks of himself.</summary>
        public static bool NamesPlayer(string line) => s_player.IsMatch(line);

        /// <summary>Whether the player speaks to her of her.</summary>
        public static bool NamesHer(string line) => s_her.IsMatch(line);

        /// <summary>The player's words without his words for himself, which are not hers to say.</summary>
        public static string WithoutPlayer(string line) => s_playerAlone.Replace(s_playerAsTopic.Replace(line, ""), "ご自分");

        /// <summary>Whether it wants to hear the last reply again.</summary>
        public static bool WantsRepetition(string line) => s_again.IsMatch(line);

        /// <summary>Without what stands after the last word: laughter, signs and blanks.</summary>
        static string Bare(string line) => line.TrimEnd('w', 'ｗ', '笑', '。', '、', '…', '！', '!', '～', '〜', 'ー', ' ', '　', '（', '）', '(', ')');
    }
}
