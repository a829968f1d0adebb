using System.Linq;
using System.Text.RegularExpressions;

namespace Ojousama.Dialogue.Answers
{
    /// <summary>What kind of value a question wants, where its form tells: a fact on the same subject without one cannot answer it.</summary>
    internal static class AskedKind
    {
        static readonly Regex s_number = new Regex("いくつ|いくら|何(人|歳|才|年|回|本|枚|匹|頭|台|冊|時|月|日|分|秒|度|番|階|位|点|個|円|キロ|メートル|センチ|グラム|パーセント)", RegexOptions.CultureInvariant);

        /// <summary>A name is said of something (…は千代さん), stands in quotes, or is called one; what somebody does has none.</summary>
        static readonly Regex s_name = new Regex("(名前|本名|下の名)(って|は|、|。|なんて|なに|何|を|を?教え|$|[？?])", RegexOptions.CultureInvariant);

        static readonly Regex s_doing = new Regex("(る|た|う|く|ぐ|す|つ|ぬ|ぶ|む|い)$", RegexOptions.CultureInvariant);

        /// <summary>Whether a fact holds the kind of value that a line asks for; true where nothing speaks against it.</summary>
        public static bool CanAnswer(string line, string fact)
        {
            if (s_number.IsMatch(line) && !FactKeys.Fold(fact).Any(char.IsDigit))
                return false;
            string body = fact.TrimEnd('。', ' ', '　');
            return !s_name.IsMatch(line) || body.Contains("名") || body.Contains("「") || !s_doing.IsMatch(body);
        }
    }
}
