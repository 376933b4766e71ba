"""The small words by which the language of a sentence is told: articles, prepositions, pronouns, common verbs.

Lists are short on purpose: a sentence of a letter has several of these. Words of two languages stand in both lists and
tell nothing between them.
"""

from __future__ import annotations

ENGLISH = "English"

FUNCTION_WORDS: dict[str, frozenset[str]] = {
    language: frozenset(words.split())
    for language, words in {
        ENGLISH: """
            the of to and in that is it for on with as at by be been being was were are am has have had
            having do does did not no nor or but if so than then there this these those they them their
            he him his she her we us our ours you your yours i me my mine its from which who whom whose
            what when where while why how all any both each every some such most more much many other
            another would will shall should can could may might must let lets please yes about above
            after again against along among around away back because before between beyond down during
            further here into nothing now off once one only out over own same since still through
            together too towards toward under until up upon very without within yet also ever never dear
            sir madam sincerely respectfully yours regards always an
        """,
        "French": """
            le la les un une des du de et en est que qui dans pour sur avec au aux par ne pas plus nous
            vous il elle ils elles leur leurs notre nos votre vos ce cette ces se son sa ses mais ou où
            donc tout tous toute toutes avant après sans sous être avoir avons avez ont sont sera soit
            doit doivent monsieur madame qu
        """,
        "Spanish": """
            el la los las un una unos unas de del y en es que qui para por con no nos se su sus al lo
            como más pero o este esta estos estas ese esa son ser haber ha han hemos debe deben antes
            después sin sobre entre todo todos nuestro nuestra vuestro usted ustedes señor muy
        """,
        "Portuguese": """
            o a os as um uma de do da dos das e em no na nos nas que para por com não se seu sua ao à
            como mais mas ou este esta são ser há deve devem antes depois sem sobre entre todo todos
            nosso nossa senhor muito
        """,
        "Italian": """
            il lo la i gli le un una di del della dei delle e in è che per con non si su suo sua al alla
            come più ma o questo questa sono essere ha hanno deve devono prima dopo senza tutto tutti
            nostro nostra vostro signor
        """,
        "German": """
            der die das den dem des ein eine einen einem einer und in ist dass daß für auf mit nicht von
            zu zum zur im am an als auch es er sie wir uns unser unsere ihr ihre ihren sich aber oder
            wenn vor nach ohne über unter alle wird werden wurde sind sein haben hat muss müssen soll
            sollen kein keine sehr geehrter
        """,
        "Dutch": """
            de het een en van in is dat die voor op met niet te aan zijn er maar om ook als bij door
            naar uit wij ons onze u uw zij ze hun dit deze geen moet moeten zal zullen worden werd heeft
            hebben over zonder voordat
        """,
        "Polish": """
            i w na z do że się nie jest to jak o od po przez dla za ale lub oraz czy tym tego nas nam
            nasz nasze wy wam wasz musi muszą być są było przed bez który która które
        """,
        "Turkish": """
            ve bir bu da de için ile çok ne olarak daha gibi kadar değil biz siz bizim sizin ama veya
            önce sonra olan olduğu her hiç tüm edilmesi
        """,
        "Indonesian": """
            yang dan di ke dari untuk dengan tidak ini itu adalah pada akan kami kita anda oleh sebagai
            atau dalam harus sebelum tanpa semua telah
        """,
        "Swahili": """
            ya wa na kwa ni la za katika cha kuwa hii hiyo sisi ninyi yetu yenu lazima kabla bila wote
            kama
        """,
        "Somali": """
            waa iyo oo ka ku u in uu ay aan loo laga waxaa ee si kale
        """,
        "Oromo": """
            fi kan akka irratti keessa ni hin waan itti yoo nuti isin
        """,
        "Vietnamese": """
            và của là có không được cho các một những này đó trong với phải chúng tôi ông trước khi
        """,
    }.items()
}
