using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Ojousama.Text;

namespace Ojousama.Recall
{
    /// <summary>Writes common words as they stand in books where a player typed only kana: たんじょうびは？ becomes 誕生日は？.</summary>
    /// <remarks>
    /// Embedding models hardly know the kana spellings of words that are written in kanji, and players type both. A word is changed only
    /// where it stands alone: a list cannot tell はなし from はな, but a particle after it can.
    /// </remarks>
    internal static class KanaSpelling
    {
        /// <summary>Kana and spelling; some stay as they are, so that no shorter word is found in them.</summary>
        const string Words = @"
            なまえ=名前 みょうじ=苗字 ねんれい=年齢 なんさい=何歳 たんじょうび=誕生日 せいざ=星座 けつえきがた=血液型 しんちょう=身長 たいじゅう=体重
            しゅみ=趣味 とくぎ=特技 とくい=得意 にがて=苦手 すき=好き だいすき=大好き きらい=嫌い くせ=癖 うそ=嘘 ひみつ=秘密 やくそく=約束
            がっこう=学校 しょうがっこう=小学校 ちゅうがっこう=中学校 こうこう=高校 だいがく=大学 がくせい=学生 しょうがくせい=小学生 ちゅうがくせい=中学生
            こうこうせい=高校生 だいがくせい=大学生 せいふく=制服 せんせい=先生 ぶかつ=部活 きょうか=教科 かもく=科目 じゅぎょう=授業 しゅくだい=宿題
            べんきょう=勉強 じゅけん=受験 しんろ=進路 すうがく=数学 えいご=英語 こくご=国語 れきし=歴史 たいいく=体育 おんがく=音楽 びじゅつ=美術
            かぞく=家族 りょうしん=両親 おとうさん=お父さん おかあさん=お母さん おにいさん=お兄さん おにいちゃん=お兄ちゃん
            おねえさん=お姉さん おねえちゃん=お姉ちゃん きょうだい=兄弟 しまい=姉妹 あに=兄 あにき=兄貴 あね=姉 おとうと=弟 いもうと=妹 ひとりっこ=一人っ子
            おかあちゃん=お母さん おかーさん=お母さん かあちゃん=お母さん かーちゃん=お母さん おかん=お母さん おふくろ=お母さん
            おとうちゃん=お父さん おとーさん=お父さん とうちゃん=お父さん とーちゃん=お父さん おとん=お父さん おやじ=お父さん 親父=お父さん
            おじいちゃん=おじいちゃん おじーちゃん=おじいちゃん じいちゃん=おじいちゃん じーちゃん=おじいちゃん おばあちゃん=おばあちゃん おばーちゃん=おばあちゃん ばあちゃん=おばあちゃん ばーちゃん=おばあちゃん
            おにーちゃん=お兄ちゃん おにーさん=お兄さん にいちゃん=お兄ちゃん にーちゃん=お兄ちゃん おねーちゃん=お姉ちゃん おねーさん=お姉さん ねえちゃん=お姉ちゃん ねーちゃん=お姉ちゃん
            そふ=祖父 そぼ=祖母 しんせき=親戚 しごと=仕事 しょくぎょう=職業 かぎょう=家業 かいしゃ=会社 じっか=実家 いなか=田舎 じもと=地元
            すんで=住んで すんでる=住んでる すんでた=住んでた すむ=住む すまい=住まい ひっこし=引っ越し てんこう=転校 りゅうがく=留学 がいこく=外国 かいがい=海外
            りょこう=旅行 とうきょう=東京 おおさか=大阪 きょうと=京都 ほっかいどう=北海道 おきなわ=沖縄 ながの=長野 べっそう=別荘
            しょうらい=将来 ゆめ=夢 もくひょう=目標 むかし=昔 こども=子供 ころ=頃 おもいで=思い出 けいけん=経験
            ともだち=友達 しんゆう=親友 おさななじみ=幼なじみ こいびと=恋人 かれし=彼氏 かのじょ=彼女 はつこい=初恋 りそう=理想
            たからもの=宝物 たいせつ=大切 しょうせつ=小説 さっか=作家 えいが=映画 まんが=漫画 うた=歌 がっき=楽器 ばいおりん=バイオリン
            ぴあの=ピアノ ぎたー=ギター みゅーじかる=ミュージカル ぶたい=舞台 げき=劇 じょゆう=女優 えんげき=演劇 ならいごと=習い事
            りょうり=料理 たべもの=食べ物 のみもの=飲み物 おかし=お菓子 やさい=野菜 こうちゃ=紅茶 けーき=ケーキ おべんとう=お弁当
            いぬ=犬 ねこ=猫 どうぶつ=動物 ぺっと=ペット はな=花 いろ=色 きせつ=季節 はる=春 なつ=夏 ふゆ=冬 なつやすみ=夏休み ふゆやすみ=冬休み
            くりすます=クリスマス しょうがつ=正月 ぶんかさい=文化祭 うんどうかい=運動会 しゅうがくりょこう=修学旅行 やすみ=休み きゅうじつ=休日 しゅうまつ=週末
            あさ=朝 ねる=寝る おきる=起きる ききて=利き手 みぎ=右 ひだり=左 かみがた=髪型 めがね=眼鏡
            こわい=怖い おばけ=お化け ゆうれい=幽霊 かみなり=雷 およぐ=泳ぐ およげる=泳げる うんどう=運動 うま=馬 でんしゃ=電車 くるま=車
            もんげん=門限 おこづかい=お小遣い おかね=お金 なやみ=悩み けが=怪我 おしえて=教えて おぼえて=覚えて なに=何 だれ=誰 いま=今 まえ=前
            いろいろ=いろいろ はなし=話 おしまい=おしまい おかしな=おかしな";

        /// <summary>What may stand before or after a short word; お and ご begin polite nouns.</summary>
        const string Before = "はがをのにとでもへなねえあおご", After = "はがをのにとでもへやかなってよねだしど";

        static readonly Dictionary<string, string> s_spellings = Words.Split(new[] { ' ', '\n', '\r' }, StringSplitOptions.RemoveEmptyEntries)
            .Select(word => word.Split('=')).ToDictionary(word => word[0], word => word[1]);

        static readonly int s_longest = s_spellings.Keys.Max(reading => reading.Length);

        /// <summary>The line with these words respelled.</summary>
        public static string Respell(string line)
        {
            var kana = new StringBuilder(line.Length);
            foreach (char c in line)
                kana.Append(JapaneseScript.ToHiragana(c));
            string text = kana.ToString();

            var spelled = new StringBuilder(line.Length);
            int last = 0; // where the last respelled word ends
            for (int at = 0; at < text.Length;)
            {
                bool isParticle = at > 0 && (at == last || !JapaneseScript.IsHiragana(text[at - 1])) && Before.IndexOf(text[at]) >= 0 && WordAt(text, at + 1, last) > 0;
                int length = isParticle ? 0 : WordAt(text, at, last);
                if (length > 0)
                    spelled.Append(s_spellings[text.Substring(at, length)]);
                else
                    spelled.Append(line[at]);
                at += Math.Max(length, 1);
                last = length > 0 ? at : last;
            }

            return spelled.ToString();
        }

        /// <summary>Length of the longest word that stands alone here; 0 for none.</summary>
        static int WordAt(string text, int at, int last)
        {
            bool begins = at == last || !JapaneseScript.IsHiragana(text[at - 1]) || Before.IndexOf(text[at - 1]) >= 0;
            for (int length = Math.Min(s_longest, text.Length - at); length >= 2; length--)
            {
                if (!s_spellings.ContainsKey(text.Substring(at, length)))
                    continue;
                int end = at + length;
                bool ends = end == text.Length || !JapaneseScript.IsHiragana(text[end]) || After.IndexOf(text[end]) >= 0 || WordAt(text, end, end) > 0;
                if (length >= 4 || (begins && ends))
                    return length;
            }

            return 0;
        }
    }
}
